/*
 * reorder.c - see reorder.h; breadth first over the sets of events that can come first, a layer a switch.
 *
 * Invariants
 *   past[i] holds the events that must come before event i.
 *   A plan is a set of events already made, closed under past[], and the event that was made last.
 */
#include "lab/search/reorder.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/hash.h"
#include "lab/base/panic.h"
#include "lab/search/footprint.h"
#include "lab/search/retrace.h"
#include "lab/search/state_set.h"

enum { WORDS = 4, MOST_EVENTS = 64 * WORDS, MOST_PLANS = 100000 };

struct event_set {
	uint64_t word[WORDS];
};

/* A step, so that it can be found again when others have gone before. */
struct deed {
	int              task, chosen, partner, pick;
	struct footprint touched;
	struct event_set past;
};

struct plan {
	struct event_set made;
	long             parent;
	int              event;         /* -1 at the start */
	int              last;          /* whose turn it was; NO_TASK at the start */
};

struct reordering {
	struct deed     *deeds;
	int              n;
	struct plan     *plans;
	long             n_plans, room;
	struct state_set seen;
};

static bool has(const struct event_set *set, int event)
{
	return set->word[event / 64] >> event % 64 & 1;
}

static void put(struct event_set *set, int event)
{
	set->word[event / 64] |= (uint64_t)1 << event % 64;
}

static bool is_within(const struct event_set *a, const struct event_set *b)
{
	for (int i = 0; i < WORDS; i++)
		if (a->word[i] & ~b->word[i])
			return false;
	return true;
}

/* ---- What must come before what ---- */

static bool takes_part(const struct deed *deed, int task)
{
	return deed->task == task || deed->partner == task;
}

static bool must_precede(const struct deed *a, const struct deed *b)
{
	return takes_part(a, b->task) || (b->partner != NO_TASK && takes_part(a, b->partner)) ||
	       footprint_depends(&a->touched, &b->touched) != DEPENDS_NONE;
}

/* Make the move and write down what it touches. */
static void make(struct run *run, const struct move *move, struct deed *deed, int *started_by, int event)
{
	const struct op *op = move->task == CLOCK_TASK ? NULL : turn_op(run, move->task);
	int before = run->n_tasks;

	*deed = (struct deed){ .task = move->task, .chosen = move->chosen, .partner = NO_TASK, .pick = move->how.pick };
	if (!op) {
		turn_make(run, move);
		return;
	}
	footprint_of_op(&deed->touched, op);
	if (move->how.partner) {
		deed->partner = move->how.partner->op->task->id;
		footprint_of_op(&deed->touched, move->how.partner->op);
	}
	turn_make(run, move);
	for (int i = 0; i < run->n_tasks; i++) {
		if (i >= before && i < MAX_STATES_TASKS)
			started_by[i] = event;
		if ((i >= before || takes_part(deed, i)) && turn_op(run, i))
			footprint_of_offer(&deed->touched, turn_op(run, i));
	}
}

static void find_past(struct deed *deeds, int i, const int *started_by)
{
	struct deed *deed = &deeds[i];

	for (int k = 0; k < i; k++)
		if (deed->task == CLOCK_TASK || must_precede(&deeds[k], deed) || started_by[deed->task] == k ||
		    (deed->partner != NO_TASK && started_by[deed->partner] == k))
			put(&deed->past, k);
}

/* Follow the ending and find the order its events need. False when that cannot be done. */
static bool analyse(struct world *world, const struct ending *ending, struct deed *deeds)
{
	int started_by[MAX_STATES_TASKS];
	const struct move *moves, *move;
	int64_t now = 0;
	int barrier = 0;

	for (int i = 0; i < MAX_STATES_TASKS; i++)
		started_by[i] = -1;
	world_restart(world);
	for (int i = 0; i < (int)ending->n; i++) {
		int n = turn_moves(world->run, &moves);

		move = retrace_move(moves, n, &ending->steps[i]);
		if (!move || world->run->n_tasks > MAX_STATES_TASKS)
			return false;
		if (turn_now(world->run) != now)
			barrier = i;
		now = turn_now(world->run);
		make(world->run, move, &deeds[i], started_by, i);
		find_past(deeds, i, started_by);
		for (int k = 0; k < barrier; k++)
			put(&deeds[i].past, k);
	}
	return world->run->n_tasks <= MAX_STATES_TASKS;
}

/* ---- Fewest switches ---- */

static void add_plan(struct reordering *r, long parent, int event)
{
	struct plan plan = { .parent = parent, .event = event, .last = NO_TASK };
	struct hash hash;
	bool added;

	if (parent >= 0)
		plan.made = r->plans[parent].made;
	if (event >= 0) {
		put(&plan.made, event);
		plan.last = turn_after(r->plans[parent].last, r->deeds[event].task);
	}
	hash_begin(&hash);
	hash_bytes(&hash, &plan.made, sizeof plan.made);
	hash_int(&hash, plan.last);
	state_set_put(&r->seen, hash_end(&hash), 0, &added);
	if (!added)
		return;
	if (r->n_plans == r->room) {
		r->room = r->room ? 2 * r->room : 1024;
		r->plans = realloc(r->plans, (size_t)r->room * sizeof *r->plans);
		if (!r->plans)
			panic("out of memory");
	}
	r->plans[r->n_plans++] = plan;
}

/* Go on from a plan: with the task that moved last, or with another. */
static void extend(struct reordering *r, long at, bool same)
{
	int last = r->plans[at].last;

	for (int i = 0; i < r->n; i++) {
		const struct plan *plan = &r->plans[at];

		if (!has(&plan->made, i) && is_within(&r->deeds[i].past, &plan->made) &&
		    (turn_after(last, r->deeds[i].task) == last) == same)
			add_plan(r, at, i);
	}
}

static bool is_whole(const struct reordering *r, long at)
{
	for (int i = 0; i < r->n; i++)
		if (!has(&r->plans[at].made, i))
			return false;
	return true;
}

/* The plan with all events and the fewest switches, or -1. */
static long search(struct reordering *r)
{
	long from = 0, to;

	add_plan(r, -1, -1);
	for (;;) {
		for (long at = from; at < r->n_plans && r->n_plans < MOST_PLANS; at++) {
			if (is_whole(r, at))
				return at;
			extend(r, at, true);
		}
		to = r->n_plans;
		for (long at = from; at < to && r->n_plans < MOST_PLANS; at++)
			extend(r, at, false);
		from = to;
		if (from == r->n_plans || r->n_plans >= MOST_PLANS)
			return -1;
	}
}

/* ---- Making it so ---- */

static const struct move *find_deed(const struct move *moves, int n, const struct deed *deed)
{
	for (int i = 0; i < n; i++) {
		int partner = moves[i].how.partner ? moves[i].how.partner->op->task->id : NO_TASK;

		if (moves[i].task == deed->task && moves[i].chosen == deed->chosen && partner == deed->partner &&
		    moves[i].how.pick == deed->pick)
			return &moves[i];
	}
	return NULL;
}

/* Make the events in the order of the plan; the steps they are then. */
static bool follow(struct world *world, const struct reordering *r, long plan, struct step *steps)
{
	int order[MOST_EVENTS];
	const struct move *moves, *move;

	for (int i = r->n - 1; i >= 0; i--, plan = r->plans[plan].parent)
		order[i] = r->plans[plan].event;
	world_restart(world);
	for (int i = 0; i < r->n; i++) {
		int n = turn_moves(world->run, &moves);

		move = find_deed(moves, n, &r->deeds[order[i]]);
		if (!move)
			return false;
		steps[i] = (struct step){ move->task, move->index };
		turn_make(world->run, move);
	}
	return true;
}

void reorder(struct world *world, struct ending *ending, struct arena *arena)
{
	struct ending better = *ending;
	struct reordering r = { .n = (int)ending->n };
	long plan;

	retrace_count(world, ending);
	if (ending->n > MOST_EVENTS)
		return;
	r.deeds = calloc((size_t)r.n, sizeof *r.deeds);
	must(r.deeds || r.n == 0);
	better.round = 0;               /* its steps may be among others */
	better.steps = arena_alloc(arena, (size_t)r.n * sizeof *better.steps);
	plan = analyse(world, ending, r.deeds) ? search(&r) : -1;
	if (plan >= 0 && follow(world, &r, plan, better.steps) && retrace_count(world, &better) &&
	    better.switches < ending->switches)
		*ending = better;
	free(r.deeds);
	free(r.plans);
	state_set_free(&r.seen);
}
