/*
 * transcript.c - see transcript.h.
 *
 * Two algorithms. Matching is globbing, once over lines and once within a line: at a mismatch go back to the last
 * wildcard and let it take one more, which finds a match whenever there is one. Comparing is an edit distance in which
 * a line `...` takes any lines at no cost.
 */
#include "cmd/transcript.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

enum {
	MAX_CELLS = 4 << 20,    /* of the edit distance; past that everything counts as changed */
	DELETION = 1000, INSERTION = 1  /* what was expected is kept rather than swallowed by a `...` */
};

/* Part of a text, not its owner. */
struct slice {
	const char *start, *end;
};

struct slices {
	int           n;
	struct slice *line;     /* owned */
};

static struct slice trimmed(const char *start, const char *end)
{
	while (end > start && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
		end--;
	return (struct slice){ start, end };
}

static bool is_text(struct slice s, const char *text)
{
	size_t n = strlen(text);

	return (size_t)(s.end - s.start) == n && memcmp(s.start, text, n) == 0;
}

static bool is_dots(struct slice s)
{
	return is_text(s, "...");
}

/* The next line of a text: advances `*at`; false at the end. */
static bool next_line(const char **at, const char *end, struct slice *line)
{
	const char *newline;

	if (*at >= end)
		return false;
	newline = memchr(*at, '\n', (size_t)(end - *at));
	*line = trimmed(*at, newline ? newline : end);
	*at = newline ? newline + 1 : end;
	return true;
}

static struct slices split(const char *text)
{
	const char *at = text, *end = text + strlen(text);
	struct slices lines = { 0, NULL };
	struct slice line;
	int room = 0;

	while (next_line(&at, end, &line)) {
		if (lines.n == room) {
			room = room ? 2 * room : 32;
			lines.line = realloc(lines.line, (size_t)room * sizeof *lines.line);
			must(lines.line);
		}
		lines.line[lines.n++] = line;
	}
	return lines;
}

/* ---- Matching ---- */

static bool wildcard_at(const char *p, const char *end)
{
	return end - p >= 4 && memcmp(p, "[..]", 4) == 0;
}

static bool line_matches(struct slice pattern, struct slice text)
{
	const char *p = pattern.start, *s = text.start, *star = NULL, *taken = NULL;

	while (s < text.end || p < pattern.end) {
		if (wildcard_at(p, pattern.end)) {
			star = p += 4;
			taken = s;
		} else if (p < pattern.end && s < text.end && *p == *s) {
			p++, s++;
		} else if (star && taken < text.end) {
			p = star;
			s = ++taken;
		} else {
			return false;
		}
	}
	return true;
}

static bool lines_match(const struct slices *pattern, const struct slices *text)
{
	int p = 0, s = 0, star = -1, taken = 0;

	while (s < text->n || p < pattern->n) {
		if (p < pattern->n && is_dots(pattern->line[p])) {
			star = ++p;
			taken = s;
		} else if (p < pattern->n && s < text->n && line_matches(pattern->line[p], text->line[s])) {
			p++, s++;
		} else if (star >= 0 && taken < text->n) {
			p = star;
			s = ++taken;
		} else {
			return false;
		}
	}
	return true;
}

bool transcript_match(const char *expected, const char *actual)
{
	struct slices pattern = split(expected), text = split(actual);
	bool same = lines_match(&pattern, &text);

	free(pattern.line);
	free(text.line);
	return same;
}

int transcript_elided(const char *expected, int *lines)
{
	struct slices all = split(expected);
	int n = 0;

	for (int i = 0; i < all.n; i++) {
		bool elided = is_dots(all.line[i]);

		for (const char *p = all.line[i].start; p < all.line[i].end; p++)
			elided = elided || wildcard_at(p, all.line[i].end);
		n += elided;
	}
	*lines = all.n;
	free(all.line);
	return n;
}

/* ---- Comparing ---- */

/* cost[i * (m + 1) + j]: of the cheapest changes that turn expected lines i.. into actual lines j.. */
struct edit {
	struct slices expected, actual;
	int          *cost;     /* NULL: too large, everything is changed */
};

static int cheapest(int a, int b)
{
	return a < b ? a : b;
}

static int *cost_at(const struct edit *e, int i, int j)
{
	return &e->cost[(size_t)i * ((size_t)e->actual.n + 1) + (size_t)j];
}

static int cost_of(const struct edit *e, int i, int j)
{
	bool more_expected = i < e->expected.n, more_actual = j < e->actual.n;
	int best;

	if (more_expected && is_dots(e->expected.line[i])) {
		best = *cost_at(e, i + 1, j);
		return more_actual ? cheapest(best, *cost_at(e, i, j + 1)) : best;
	}
	if (!more_expected)
		return more_actual ? INSERTION + *cost_at(e, i, j + 1) : 0;
	best = DELETION + *cost_at(e, i + 1, j);
	if (!more_actual)
		return best;
	best = cheapest(best, INSERTION + *cost_at(e, i, j + 1));
	if (line_matches(e->expected.line[i], e->actual.line[j]))
		best = cheapest(best, *cost_at(e, i + 1, j + 1));
	return best;
}

static void fill_costs(struct edit *e)
{
	size_t cells = ((size_t)e->expected.n + 1) * ((size_t)e->actual.n + 1);

	if (cells > MAX_CELLS)
		return;
	e->cost = malloc(cells * sizeof *e->cost);
	must(e->cost);
	for (int i = e->expected.n; i >= 0; i--)
		for (int j = e->actual.n; j >= 0; j--)
			*cost_at(e, i, j) = cost_of(e, i, j);
}

static void add_line(struct buf *out, char mark, struct slice line)
{
	if (!out)
		return;
	if (mark)
		buf_addc(out, mark);
	buf_add(out, line.start, (size_t)(line.end - line.start));
	buf_addc(out, '\n');
}

/* What to do at (i, j): keep the pair, let `...` take an actual line, pass the `...`, delete or insert. */
enum move { KEEP, TAKE, PASS, DELETE, INSERT };

static enum move best_move(const struct edit *e, int i, int j)
{
	bool more_expected = i < e->expected.n, more_actual = j < e->actual.n;
	int cost;

	if (!e->cost)
		return more_expected ? DELETE : INSERT;
	cost = *cost_at(e, i, j);
	if (more_expected && is_dots(e->expected.line[i]))
		return *cost_at(e, i + 1, j) == cost ? PASS : TAKE;
	if (more_expected && more_actual && *cost_at(e, i + 1, j + 1) == cost &&
	    line_matches(e->expected.line[i], e->actual.line[j]))
		return KEEP;
	return more_expected && cost == DELETION + *cost_at(e, i + 1, j) ? DELETE : INSERT;
}

static int walk(const struct edit *e, struct buf *diff, struct buf *corrected)
{
	int i = 0, j = 0, changes = 0;

	while (i < e->expected.n || j < e->actual.n) {
		enum move move = best_move(e, i, j);

		if (move == KEEP || move == PASS) {
			add_line(diff, ' ', e->expected.line[i]);
			add_line(corrected, 0, e->expected.line[i]);
		} else if (move == DELETE) {
			add_line(diff, '-', e->expected.line[i]);
		} else if (move == INSERT) {
			add_line(diff, '+', e->actual.line[j]);
			add_line(corrected, 0, e->actual.line[j]);
		}
		changes += move == DELETE || move == INSERT;
		i += move == KEEP || move == PASS || move == DELETE;
		j += move == KEEP || move == TAKE || move == INSERT;
	}
	return changes;
}

int transcript_compare(const char *expected, const char *actual, struct buf *diff, struct buf *corrected)
{
	struct edit edit = { split(expected), split(actual), NULL };
	int changes;

	fill_costs(&edit);
	changes = walk(&edit, diff, corrected);
	free(edit.expected.line);
	free(edit.actual.line);
	free(edit.cost);
	return changes;
}

/* ---- Parsing ---- */

/* Whether the line is `[n]`; then `*status` is n. */
static bool is_status(struct slice s, int *status)
{
	int n = 0;

	if (s.end - s.start < 3 || s.end - s.start > 5 || *s.start != '[' || s.end[-1] != ']')
		return false;
	for (const char *p = s.start + 1; p < s.end - 1; p++) {
		if (!isdigit((unsigned char)*p))
			return false;
		n = 10 * n + (*p - '0');
	}
	*status = n;
	return true;
}

static bool is_command(struct slice *s)
{
	size_t n = strlen(TRANSCRIPT_PROMPT);

	if (is_text(*s, "conclab>"))
		s->start = s->end;
	else if ((size_t)(s->end - s->start) >= n && memcmp(s->start, TRANSCRIPT_PROMPT, n) == 0)
		s->start += n;
	else
		return false;
	return true;
}

static char *copy(struct arena *arena, const char *start, size_t length)
{
	char *text = arena_alloc(arena, length + 1);

	if (length)
		memcpy(text, start, length);
	return text;
}

static int count_commands(const char *at, const char *end)
{
	struct slice line;
	int n = 0;

	while (next_line(&at, end, &line))
		n += is_command(&line);
	return n;
}

/* The answer collected for `exchange` is complete: take the status line off it. */
static void finish(struct exchange *exchange, struct arena *arena, struct buf *answer)
{
	size_t cut = answer->length;
	int status;

	if (cut) {
		for (cut--; cut > 0 && answer->text[cut - 1] != '\n'; cut--)
			;
		if (is_status(trimmed(answer->text + cut, answer->text + answer->length - 1), &status))
			exchange->status = status;
		else
			cut = answer->length;
	}
	exchange->expected = copy(arena, buf_text(answer), cut);
	buf_clear(answer);
}

static bool complain(struct buf *error, int line, const char *what)
{
	buf_printf(error, "line %d: %s", line, what);
	return false;
}

bool transcript_parse(struct transcript *transcript, struct arena *arena, const char *text, size_t length, int line,
                      struct buf *error)
{
	const char *at = text, *end = text + length;
	struct exchange *now = NULL;
	struct buf answer = { 0 };
	struct slice s;
	bool good = true;

	transcript->n = 0;
	transcript->exchanges = arena_alloc(arena, (size_t)count_commands(at, end) * sizeof *now);
	for (; good && next_line(&at, end, &s); line++) {
		if (is_command(&s)) {
			if (now)
				finish(now, arena, &answer);
			now = &transcript->exchanges[transcript->n++];
			now->command = copy(arena, s.start, (size_t)(s.end - s.start));
			now->line = line;
			now->n_lines = 1;
			good = *now->command || complain(error, line, "a prompt with no command after it");
		} else if (now) {
			add_line(&answer, 0, s);
			now->n_lines++;
		} else {
			good = complain(error, line, "a conclab block must start with \"conclab> \" and a command");
		}
	}
	if (now)
		finish(now, arena, &answer);
	buf_free(&answer);
	return good;
}
