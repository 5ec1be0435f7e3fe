/* compare.c - two variants of one pattern; see compare.h. */
#include "cmd/source/compare.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

struct comparison {
	const struct code    *code;
	const struct pattern *pattern;
	const struct side    *sides;
	struct branches       branches[SIDES];
	char                 *marks;            /* by line, from 0 */
	bool                 *shown;
};

struct row *rows_add(struct rows *rows, char mark, int a, int b)
{
	if (rows->n == rows->room) {
		rows->room = rows->room ? 2 * rows->room : 64;
		rows->at = realloc(rows->at, (size_t)rows->room * sizeof *rows->at);
		must(rows->at);
	}
	rows->at[rows->n] = (struct row){ .mark = mark, .line = { a, b } };
	return &rows->at[rows->n++];
}

void rows_free(struct rows *rows)
{
	for (int i = 0; i < rows->n; i++) {
		buf_free(&rows->at[i].note[SIDE_A]);
		buf_free(&rows->at[i].note[SIDE_B]);
	}
	free(rows->at);
	*rows = (struct rows){ 0 };
}

/* ---- What a line is ---- */

static bool same_who(const struct comparison *c, int line, enum deed_end end)
{
	struct buf who[SIDES] = { { 0 }, { 0 } };
	bool same;

	for (int side = 0; side < SIDES; side++)
		deeds_who(&who[side], &c->sides[side].deeds, line, end);
	same = strcmp(buf_text(&who[SIDE_A]), buf_text(&who[SIDE_B])) == 0;
	buf_free(&who[SIDE_A]);
	buf_free(&who[SIDE_B]);
	return same;
}

static bool came_by(const struct deeds *deeds, int line)
{
	for (int i = 0; i < deeds->n; i++)
		if (deeds->at[i].line == line)
			return true;
	return false;
}

static bool asks(const struct comparison *c, int i)
{
	const struct branches *a = &c->branches[SIDE_A], *b = &c->branches[SIDE_B];

	for (int k = 0; k < pattern_n_settings(c->pattern); k++)
		if (c->sides[SIDE_A].values[k] != c->sides[SIDE_B].values[k] &&
		    branches_ask(c->code, i, &c->pattern->settings[k]))
			return true;
	return a->answer[i] && b->answer[i] && a->answer[i] != b->answer[i];
}

static char mark_of(const struct comparison *c, int i)
{
	bool dead_a = c->branches[SIDE_A].dead[i], dead_b = c->branches[SIDE_B].dead[i];
	bool came_a = came_by(&c->sides[SIDE_A].deeds, i + 1);
	bool came_b = came_by(&c->sides[SIDE_B].deeds, i + 1);

	if (c->code->lines[i].length == 0 || (dead_a && dead_b))
		return MARK_SAME;
	if (dead_a || dead_b)
		return dead_a ? MARK_ONLY_B : MARK_ONLY_A;
	if (came_a != came_b)
		return came_a ? MARK_ONLY_A : MARK_ONLY_B;
	if (!same_who(c, i + 1, DEED_STUCK) || !same_who(c, i + 1, DEED_WRONG) ||
	    !same_who(c, i + 1, DEED_RACES))
		return MARK_STUCK;
	if (!same_who(c, i + 1, DEED_DONE))
		return MARK_OTHERS;
	return asks(c, i) ? MARK_ASKS : MARK_SAME;
}

/* ---- Which lines are shown ---- */

static bool is_brace(const struct code_line *line)
{
	struct code_line body = code_body(line);

	return body.length > 0 && body.length <= 2 && strchr("{}", *body.text);
}

/* What line i stands in: the heads of its blocks, and of its function. */
static void show_around(struct comparison *c, int i)
{
	int depth = code_tabs(&c->code->lines[i]);

	for (c->shown[i] = true; --i >= c->branches[SIDE_A].first && depth > 0;) {
		const struct code_line *line = &c->code->lines[i];

		if (line->length == 0 || is_brace(line) || *line->text == ' ' || code_tabs(line) >= depth)
			continue;
		depth = code_tabs(line);
		c->shown[i] = true;
	}
}

static void add_note(struct buf *note, const char *before, const struct deeds *deeds, int line,
                     enum deed_end end, const char *after)
{
	struct buf who = { 0 };

	deeds_who(&who, deeds, line, end);
	if (who.length)
		buf_printf(note, "%s%s%s%s", note->length ? "; " : "", before, buf_text(&who), after);
	buf_free(&who);
}

static void add_notes(struct row *row, const struct comparison *c, int i)
{
	bool apart = c->branches[SIDE_A].answer[i] != c->branches[SIDE_B].answer[i];

	for (int side = 0; side < SIDES; side++) {
		const struct deeds *deeds = &c->sides[side].deeds;
		struct buf *note = &row->note[side];

		if (row->mark == MARK_ASKS && apart && c->branches[side].answer[i])
			buf_adds(note, c->branches[side].answer[i] == ANSWER_YES ? "yes" : "no");
		if (row->mark == MARK_OTHERS || row->mark == MARK_STUCK)
			add_note(note, "by ", deeds, i + 1, DEED_DONE, "");
		if (row->mark != MARK_SAME && row->mark != MARK_ASKS) {
			add_note(note, "", deeds, i + 1, DEED_STUCK, " stuck here");
			add_note(note, "", deeds, i + 1, DEED_WRONG, " goes wrong");
			add_note(note, "", deeds, i + 1, DEED_RACES, " in a data race");
		}
	}
}

/* The row of line i: whole on both sides where the code is alive on both, even if nobody ever came by. */
static void add_row(struct rows *rows, const struct comparison *c, int i, bool gap)
{
	struct row *row = rows_add(rows, c->marks[i], i + 1, i + 1);
	int without = row->mark == MARK_ONLY_A ? SIDE_B : SIDE_A;

	row->gap = gap;
	add_notes(row, c, i);
	if (row->mark != MARK_ONLY_A && row->mark != MARK_ONLY_B)
		return;
	if (c->branches[without].dead[i])
		row->line[without] = 0;
	else
		buf_adds(&row->note[without], "nobody seen here");
}

void compare_variants(struct rows *rows, const struct code *code, const struct pattern *pattern,
                      const struct side sides[SIDES])
{
	struct comparison c = { .code = code, .pattern = pattern, .sides = sides };
	int shown_last;

	for (int side = 0; side < SIDES; side++)
		c.branches[side] = branches_read(code, pattern, sides[side].values);
	c.marks = calloc((size_t)code->n + 1, 1);
	c.shown = calloc((size_t)code->n + 1, sizeof *c.shown);
	must(c.marks && c.shown);
	for (int i = c.branches[SIDE_A].first; i < c.branches[SIDE_A].end; i++)
		c.marks[i] = mark_of(&c, i);
	for (int i = c.branches[SIDE_A].first; i < c.branches[SIDE_A].end; i++)
		if (c.marks[i] != MARK_SAME)
			show_around(&c, i);
	shown_last = c.branches[SIDE_A].first - 1;
	for (int i = shown_last + 1; i < c.branches[SIDE_A].end; i++)
		if (c.shown[i]) {
			add_row(rows, &c, i, i > shown_last + 1);
			shown_last = i;
		}
	for (int side = 0; side < SIDES; side++)
		branches_free(&c.branches[side]);
	free(c.marks);
	free(c.shown);
}
