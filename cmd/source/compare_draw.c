/* compare_draw.c - rows of two sides, side by side or one above the other; see compare.h. */
#include <string.h>

#include "cmd/source/compare.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"

/* From this width on the sides stand beside each other. Before the code: a number, the mark, blanks. */
enum { WIDE = 100, NUMBER_COLUMNS = 7, NARROW = 40, NARROW_COLUMNS = 2, SECOND_NUMBER = 5 };

static const char *colour_of(char mark)
{
	switch (mark) {
	case MARK_ONLY_A: return "36";
	case MARK_ONLY_B: return "35";
	case MARK_OTHERS: return "33";
	case MARK_STUCK:  return "31";
	case MARK_ASKS:   return "33";
	case MARK_APART:  return "0";
	}
	return "2";
}

/* The character in the margin. That a brace is the same says nothing. */
static char sign_of(const struct row *row, int side, const struct code *code)
{
	if (!row->line[side] || row->mark == MARK_APART)
		return ' ';
	if (row->mark == MARK_EQUAL && code_body(&code->lines[row->line[side] - 1]).length < 2)
		return ' ';
	return row->mark;
}

/* Lines of text, each taken off in front. */
struct cell {
	struct buf  text;
	const char *at;
};

/* The code of a line, wrapped at `width`, and below it the note about it. */
static void fill_cell(struct cell *cell, const struct code *code, const struct row *row, int side, int width,
                      const struct look *look)
{
	struct buf line = { 0 };

	if (row->line[side])
		code_wrap(&cell->text, &code->lines[row->line[side] - 1], look->width < WIDE + 20 ? 2 : 4, width,
		          look->ascii);
	if (row->note[side].length) {
		int at = width > 30 ? 6 : 1;

		buf_printf(&line, "- %s", buf_text(&row->note[side]));
		buf_fill(&cell->text, ' ', at);
		text_wrap(&cell->text, buf_text(&line), at, at + 2, width, look->ascii);
	}
	cell->at = buf_text(&cell->text);
	buf_free(&line);
}

/* The next line of the cell, "" when there is none; padded to `width` unless that is 0. */
static void draw_cell(struct buf *out, struct cell *cell, int width, const char *sgr, const struct look *look)
{
	size_t length = strcspn(cell->at, "\n");
	struct buf line = { 0 };

	buf_add(&line, cell->at, length);
	cell->at += length + (cell->at[length] == '\n');
	prose_colour(out, look, sgr, buf_text(&line));
	buf_fill(out, ' ', width - text_columns(buf_text(&line)));
	buf_free(&line);
}

static void add_number(struct buf *out, int line, bool first)
{
	if (line && first)
		buf_printf(out, "%4d", line);
	else
		buf_fill(out, ' ', 4);
}

/* Do lines that stand beside each other have numbers of their own? */
static bool is_numbered_apart(const struct rows *rows)
{
	for (int i = 0; i < rows->n; i++)
		if (rows->at[i].line[SIDE_A] && rows->at[i].line[SIDE_B] && rows->at[i].line[SIDE_A] != rows->at[i].line[SIDE_B])
			return true;
	return false;
}

static void end_line(struct buf *out, size_t from)
{
	text_trim(out, from);
	buf_addc(out, '\n');
}

static void draw_wide(struct buf *out, const struct row *row, const struct code sides[SIDES],
                      const struct look *look)
{
	int width = (look->width - 3) / 2 - NUMBER_COLUMNS;
	const char *sgr = colour_of(row->mark);
	struct cell cells[SIDES] = { 0 };
	bool first = true;

	for (int side = 0; side < SIDES; side++)
		fill_cell(&cells[side], &sides[side], row, side, width, look);
	do {
		size_t from = out->length;

		for (int side = 0; side < SIDES; side++) {
			char mark[2] = { first ? sign_of(row, side, &sides[side]) : ' ', '\0' };

			add_number(out, row->line[side], first);
			buf_addc(out, ' ');
			prose_colour(out, look, sgr, mark);
			buf_addc(out, ' ');
			draw_cell(out, &cells[side], side == SIDE_A ? width : 0, sgr, look);
			if (side == SIDE_A)
				buf_adds(out, look->ascii ? " | " : " │ ");
		}
		end_line(out, from);
		first = false;
	} while (*cells[SIDE_A].at || *cells[SIDE_B].at);
	buf_free(&cells[SIDE_A].text);
	buf_free(&cells[SIDE_B].text);
}

/* One side's line, below the other's where both are there and differ. `apart`: it has its number among those of its side. */
static void draw_side(struct buf *out, const struct row *row, char mark, int side, bool apart,
                      const struct code sides[SIDES], const struct look *look)
{
	bool narrow = look->width < NARROW, only = row->mark == MARK_APART || row->mark == MARK_ONLY_A || row->mark == MARK_ONLY_B;
	const char *sgr = colour_of(mark == MARK_SAME ? row->mark : mark);
	char sign[2] = { mark, '\0' };
	struct cell cell = { 0 };
	bool first = true;

	fill_cell(&cell, &sides[side], row, side, look->width - (narrow ? NARROW_COLUMNS : NUMBER_COLUMNS + (apart ? SECOND_NUMBER : 0)),
	          look);
	do {
		size_t from = out->length;

		if (!narrow)
			add_number(out, only && apart && side == SIDE_B ? 0 : row->line[apart ? SIDE_A : side], first);
		if (!narrow && apart)
			buf_addc(out, ' ');
		if (!narrow && apart)
			add_number(out, only && side == SIDE_A ? 0 : row->line[SIDE_B], first);
		if (!narrow)
			buf_addc(out, ' ');
		prose_colour(out, look, sgr, first ? sign : " ");
		buf_addc(out, ' ');
		draw_cell(out, &cell, 0, sgr, look);
		end_line(out, from);
		first = false;
	} while (*cell.at);
	buf_free(&cell.text);
}

static void join_notes(struct row *row)
{
	struct buf both = { 0 };

	for (int side = 0; side < SIDES; side++)
		if (row->note[side].length)
			buf_printf(&both, "%s%c: %s", both.length ? ", " : "", "AB"[side],
			           buf_text(&row->note[side]));
	for (int side = 0; side < SIDES; side++) {
		buf_free(&row->note[side]);
		row->note[side] = (struct buf){ 0 };
	}
	row->note[row->line[SIDE_A] ? SIDE_A : SIDE_B] = both;
}

static void draw_narrow(struct buf *out, const struct row *row, bool apart, const struct code sides[SIDES],
                        const struct look *look)
{
	int side = row->line[SIDE_A] ? SIDE_A : SIDE_B;
	struct row copy = *row;

	for (int i = 0; i < SIDES; i++) {
		copy.note[i] = (struct buf){ 0 };
		buf_adds(&copy.note[i], buf_text(&row->note[i]));
	}
	join_notes(&copy);
	draw_side(out, &copy, sign_of(row, side, &sides[side]), side, apart, sides, look);
	buf_free(&copy.note[SIDE_A]);
	buf_free(&copy.note[SIDE_B]);
}

/* Lines that stand apart: first all of A's, then all of B's. Returns the row behind them. */
static int draw_apart(struct buf *out, const struct rows *rows, int i, bool apart, const struct code sides[SIDES],
                      const struct look *look)
{
	int end = i + 1;

	while (end < rows->n && rows->at[end].mark == MARK_APART && !rows->at[end].gap)
		end++;
	for (int side = 0; side < SIDES; side++)
		for (int k = i; k < end; k++)
			if (rows->at[k].line[side])
				draw_side(out, &rows->at[k], side == SIDE_A ? MARK_ONLY_A : MARK_ONLY_B, side,
				          apart, sides, look);
	return end;
}

static void draw_titles(struct buf *out, const char *const titles[SIDES], const struct look *look)
{
	int width = (look->width - 3) / 2;
	size_t from = out->length;

	if (look->width < WIDE)
		return;
	for (int side = 0; side < SIDES; side++) {
		struct buf title = { 0 }, cut = { 0 };

		buf_printf(&title, "%c  %s", "AB"[side], titles[side]);
		text_pad(&cut, buf_text(&title), width, look->ascii);
		if (side == SIDE_B)
			text_trim(&cut, 0);
		prose_colour(out, look, "1", buf_text(&cut));
		if (side == SIDE_A)
			buf_adds(out, look->ascii ? " | " : " │ ");
		buf_free(&title);
		buf_free(&cut);
	}
	end_line(out, from);
}

void compare_draw(struct buf *out, const struct rows *rows, const struct code sides[SIDES],
                  const char *const titles[SIDES], const struct look *look)
{
	bool apart = is_numbered_apart(rows);

	draw_titles(out, titles, look);
	for (int i = 0; i < rows->n;) {
		const struct row *row = &rows->at[i];
		int side = row->line[SIDE_A] ? SIDE_A : SIDE_B;

		if (row->gap && i > 0 && code_tabs(&sides[side].lines[row->line[side] - 1]) == 0)
			buf_addc(out, '\n');
		if (look->width < WIDE && row->mark == MARK_APART) {
			i = draw_apart(out, rows, i, apart, sides, look);
			continue;
		}
		if (look->width >= WIDE)
			draw_wide(out, row, sides, look);
		else
			draw_narrow(out, row, apart, sides, look);
		i++;
	}
}
