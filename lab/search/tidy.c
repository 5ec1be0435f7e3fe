/*
 * tidy.c - see tidy.h.
 *
 * Invariants
 *   best.steps[0 .. best.n-1] is a schedule that was made, and came to the verdict that is wanted.
 *   A row is what one task does until another moves; rows[i] is where it begins, rows[n_rows] is best.n.
 */
#include "lab/search/tidy.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/search/retrace.h"

struct tidying {
	struct world *world;
	struct ending best;
	struct step  *trial, *made;     /* as it is tried, and as it was */
	long         *rows;
	long          n_rows;
	long          left;             /* steps that may still be made */
	const struct explore_watcher *watcher;
};

static bool is_over_budget(const struct tidying *t)
{
	return t->left <= 0 || (t->watcher->interrupted && t->watcher->interrupted(t->watcher->context));
}

static void find_rows(struct tidying *t)
{
	int last = NO_TASK;

	t->n_rows = 0;
	for (long i = 0; i < t->best.n; i++) {
		int now = turn_after(last, t->best.steps[i].task);

		if (i == 0 || now != last)
			t->rows[t->n_rows++] = i;
		last = now;
	}
	t->rows[t->n_rows] = t->best.n;
}

/* Where the trial does not say, the task that moved last goes on as long as it can. */
static const struct move *go_on(const struct move *moves, int n, int last)
{
	for (int i = 0; i < n; i++)
		if (moves[i].task == last)
			return &moves[i];
	return &moves[0];
}

/*
 * Make the trial, but for those of its steps that cannot be made where they are, and go on to an end. False when that takes more
 * steps than the best, or is another end.
 */
static bool make(struct tidying *t, long n_trial, struct ending *made)
{
	const struct move *moves, *move;
	int last = NO_TASK, leaked;
	long at = 0;

	*made = (struct ending){ .verdict = t->best.verdict, .steps = t->made };
	world_restart(t->world);
	for (;;) {
		int n = turn_moves(t->world->run, &moves);

		if (world_is_over(t->world, n))
			return world_verdict(t->world, &leaked) == made->verdict && !run_braked(t->world->run);
		if (made->n == t->best.n || run_braked(t->world->run))
			return false;
		for (move = NULL; !move && at < n_trial; at++)
			move = retrace_move(moves, n, &t->trial[at]);
		if (!move)
			move = go_on(moves, n, last);
		made->switches += last != NO_TASK && last != turn_after(last, move->task);
		made->preemptions += retrace_preempts(t->world->run, last, move);
		last = turn_after(last, move->task);
		t->made[made->n++] = (struct step){ move->task, move->index };
		t->left--;
		turn_make(t->world->run, move);
	}
}

static bool is_simpler(const struct ending *a, const struct ending *b)
{
	if (a->switches != b->switches)
		return a->switches < b->switches;
	return a->preemptions != b->preemptions ? a->preemptions < b->preemptions : a->n < b->n;
}

/* What was written to t->trial: is it simpler, and does it end so? Then it is the best. */
static bool try(struct tidying *t, long n_trial)
{
	struct ending made;

	if (!make(t, n_trial, &made) || !is_simpler(&made, &t->best))
		return false;
	memcpy(t->best.steps, t->made, (size_t)made.n * sizeof *t->made);
	made.steps = t->best.steps;
	t->best = made;
	find_rows(t);
	return true;
}

static long add_rows(const struct tidying *t, long n, long from, long to)
{
	size_t count = (size_t)(t->rows[to] - t->rows[from]);

	memcpy(&t->trial[n], &t->best.steps[t->rows[from]], count * sizeof *t->trial);
	return n + (long)count;
}

/* The rows before `to`, then row `moved`, then the rest; moved == to: it is left out. */
static bool try_row(struct tidying *t, long moved, long to)
{
	long n = 0;

	if (moved > to) {
		n = add_rows(t, n, 0, to);
		n = add_rows(t, n, moved, moved + 1);
		n = add_rows(t, n, to, moved);
		n = add_rows(t, n, moved + 1, t->n_rows);
	} else if (moved < to) {
		n = add_rows(t, n, 0, moved);
		n = add_rows(t, n, moved + 1, to);
		n = add_rows(t, n, moved, moved + 1);
		n = add_rows(t, n, to, t->n_rows);
	} else {
		n = add_rows(t, n, 0, moved);
		n = add_rows(t, n, moved + 1, t->n_rows);
	}
	return try(t, n);
}

/* The next row of the task whose row this is; n_rows: it has none. */
static long next_of(const struct tidying *t, long row)
{
	long next = row + 1;

	while (next < t->n_rows && t->best.steps[t->rows[next]].task != t->best.steps[t->rows[row]].task)
		next++;
	return next;
}

static bool improve(struct tidying *t, long row)
{
	long next = next_of(t, row);

	if (next < t->n_rows && (try_row(t, next, row + 1) || try_row(t, row, next)))
		return true;
	return try_row(t, row, row);
}

/* From the end: what comes last is what the end needs, and what is before it falls into place. */
static bool pass(struct tidying *t)
{
	bool any = false;

	for (long row = t->n_rows - 1; row >= 0; row--) {
		while (row < t->n_rows && !is_over_budget(t) && improve(t, row))
			any = true;
		if (row >= t->n_rows)
			row = t->n_rows;
	}
	return any;
}

void tidy(struct world *world, struct ending *ending, long most_steps, struct arena *arena, const struct explore_watcher *watcher)
{
	size_t n = (size_t)ending->n;
	struct tidying t = { .world = world, .best = *ending, .left = most_steps, .watcher = watcher };

	if (!retrace_count(world, ending) || ending->n == 0)
		return;
	t.best = *ending;
	t.best.round = 0;
	t.best.steps = arena_alloc(arena, n * sizeof *t.best.steps);
	memcpy(t.best.steps, ending->steps, n * sizeof *t.best.steps);
	t.trial = calloc(n, sizeof *t.trial);
	t.made = calloc(n, sizeof *t.made);
	t.rows = calloc(n + 1, sizeof *t.rows);
	must(t.trial && t.made && t.rows);
	find_rows(&t);
	while (!is_over_budget(&t) && pass(&t))
		;
	if (is_simpler(&t.best, ending) && retrace_count(world, &t.best))
		*ending = t.best;
	free(t.trial);
	free(t.made);
	free(t.rows);
}
