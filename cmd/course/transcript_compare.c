/*
 * transcript_compare.c - an expected answer and a real one, side by side; see transcript.h.
 *
 * An edit distance in which a line `...` takes any lines at no cost.
 */
#include <stdlib.h>

#include "cmd/course/transcript.h"
#include "cmd/course/transcript_lines.h"
#include "lab/base/panic.h"

enum {
	MAX_CELLS = 4 << 20,    /* past that everything counts as changed */
	DELETION = 1000, INSERTION = 1  /* what was expected is kept rather than swallowed by a `...` */
};

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

	if (more_expected && slice_is_dots(e->expected.line[i])) {
		best = *cost_at(e, i + 1, j);
		return more_actual ? cheapest(best, *cost_at(e, i, j + 1)) : best;
	}
	if (!more_expected)
		return more_actual ? INSERTION + *cost_at(e, i, j + 1) : 0;
	best = DELETION + *cost_at(e, i + 1, j);
	if (!more_actual)
		return best;
	best = cheapest(best, INSERTION + *cost_at(e, i, j + 1));
	if (slice_matches(e->expected.line[i], e->actual.line[j]))
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
	if (more_expected && slice_is_dots(e->expected.line[i]))
		return *cost_at(e, i + 1, j) == cost ? PASS : TAKE;
	if (more_expected && more_actual && *cost_at(e, i + 1, j + 1) == cost &&
	    slice_matches(e->expected.line[i], e->actual.line[j]))
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
	struct edit edit = { slices_of(expected), slices_of(actual), NULL };
	int changes;

	fill_costs(&edit);
	changes = walk(&edit, diff, corrected);
	free(edit.expected.line);
	free(edit.actual.line);
	free(edit.cost);
	return changes;
}
