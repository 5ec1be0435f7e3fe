/* strategy.c - see strategy.h. */
#include "lab/engine/strategy.h"

#include <string.h>

/* ---- Chance ---- */

static int n_ways(const struct move *moves, int n, int at)
{
	int ways = 1;

	while (at + ways < n && moves[at + ways].task == moves[at].task)
		ways++;
	return ways;
}

/* The first move of the task that is `pick`-th among those that can move. */
static int first_of(const struct move *moves, int n, int pick)
{
	int at = 0;

	for (; pick > 0; pick--)
		at += n_ways(moves, n, at);
	return at;
}

static int n_tasks(const struct move *moves, int n)
{
	int tasks = 0;

	for (int at = 0; at < n; at += n_ways(moves, n, at))
		tasks++;
	return tasks;
}

static int some_way(struct rng *rng, const struct move *moves, int n, int at)
{
	int ways = n_ways(moves, n, at);

	return at + (ways > 1 ? (int)rng_below(rng, (uint32_t)ways) : 0);
}

static int pick_random(void *context, struct run *run, const struct move *moves, int n)
{
	struct rng *rng = context;
	int tasks = n_tasks(moves, n);

	(void)run;
	return some_way(rng, moves, n, first_of(moves, n, tasks > 1 ? (int)rng_below(rng, (uint32_t)tasks) : 0));
}

const struct strategy strategy_random = { "random", pick_random };

/* ---- A fixed order ---- */

static int pick_next(void *context, struct run *run, const struct move *moves, int n)
{
	struct round_robin *robin = context;
	int at = 0;

	(void)run;
	while (at < n && moves[at].task <= robin->last)
		at++;
	if (at == n)
		at = 0;                         /* the clock's number is below all others: it is first only when alone */
	robin->last = turn_after(robin->last, moves[at].task);
	return at;
}

const struct strategy strategy_round_robin = { "round-robin", pick_next };

/* ---- PCT ---- */

void pct_init(struct pct *pct, uint64_t seed, int depth, long length)
{
	memset(pct, 0, sizeof *pct);
	pct->rng.state = seed;
	pct->n_changes = depth - 1 < PCT_CHANGES ? depth - 1 : PCT_CHANGES;
	for (int i = 0; i < pct->n_changes; i++)
		pct->changes[i] = (long)rng_below(&pct->rng, (uint32_t)(length > 0 ? length : 1));
	pct->patience = length < PCT_LEAST_PATIENCE ? PCT_LEAST_PATIENCE : length > PCT_MOST_PATIENCE ? PCT_MOST_PATIENCE : length;
}

static struct standing *standing_of(struct pct *pct, int task)
{
	struct standing *standing = task == CLOCK_TASK ? &pct->clock : &pct->tasks[task % PCT_TASKS];

	if (standing->priority == 0)
		standing->priority = 1 + (int64_t)(rng_next(&pct->rng) >> 34);
	return standing;
}

static void fall(struct pct *pct, int task)
{
	standing_of(pct, task)->priority = --pct->lowest;
}

static int highest(struct pct *pct, const struct move *moves, int n)
{
	int best = 0;

	for (int at = 0; at < n; at += n_ways(moves, n, at))
		if (standing_of(pct, moves[at].task)->priority > standing_of(pct, moves[best].task)->priority)
			best = at;
	return best;
}

/* The first move of one that is starved, or -1. */
static int starved(struct pct *pct, const struct move *moves, int n)
{
	for (int at = 0; at < n; at += n_ways(moves, n, at))
		if (standing_of(pct, moves[at].task)->waited >= pct->patience)
			return at;
	return -1;
}

/* The move is made, and the others wait. */
static void note_waiting(struct pct *pct, const struct move *moves, int n, int picked)
{
	for (int at = 0; at < n; at += n_ways(moves, n, at))
		standing_of(pct, moves[at].task)->waited++;
	standing_of(pct, moves[picked].task)->waited = 0;
}

static int pick_by_priority(void *context, struct run *run, const struct move *moves, int n)
{
	struct pct *pct = context;
	int best = highest(pct, moves, n), waits = starved(pct, moves, n);

	(void)run;
	for (int i = 0; i < pct->n_changes; i++)
		if (pct->changes[i] == pct->at) {
			fall(pct, moves[best].task);
			best = highest(pct, moves, n);
		}
	while (waits >= 0 && standing_of(pct, moves[best].task)->priority > standing_of(pct, moves[waits].task)->priority) {
		fall(pct, moves[best].task);
		best = highest(pct, moves, n);
	}
	note_waiting(pct, moves, n, best);
	pct->at++;
	return some_way(&pct->rng, moves, n, best);
}

const struct strategy strategy_pct = { "pct", pick_by_priority };

/* ---- A saved schedule ---- */

static int pick_saved(void *context, struct run *run, const struct move *moves, int n)
{
	struct replay *replay = context;
	const struct step *step = &replay->steps[replay->at];

	if (replay->at >= replay->n)
		return replay->stop_after ? -1 : pick_next(&replay->then, run, moves, n);
	replay->at++;
	replay->then.last = turn_after(replay->then.last, step->task);
	for (int i = 0; i < n; i++)
		if (moves[i].task == step->task && moves[i].index == step->index)
			return i;
	replay->misfit = replay->at;
	replay->ways = 0;
	for (int i = 0; i < n; i++)
		replay->ways += moves[i].task == step->task;
	return -1;
}

const struct strategy strategy_replay = { "replay", pick_saved };
