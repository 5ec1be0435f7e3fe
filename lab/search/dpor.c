/*
 * dpor.c - the search: which choice to make otherwise in the next run. Words and invariants: dpor_state.h.
 *
 * The algorithm is in "Optimal Dynamic Partial Order Reduction" (POPL 2014), section 4, extended to operations that meet,
 * to operations with several ways to complete, and to virtual time. A run goes again through the choices that are
 * settled, without another look at them, but for whether everything is as it was: what is known of those events stays.
 */
#include "lab/search/dpor.h"

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/search/dpor_state.h"

static const char braked[] = "it was stopped in the middle of a run";

/* ---- Making and freeing ---- */

static void *allocate(size_t n, size_t size)
{
	void *memory = calloc(n, size);

	if (!memory)
		panic("out of memory");
	return memory;
}

struct dpor *dpor_new(struct world *world, long max_steps)
{
	struct dpor *s = allocate(1, sizeof *s);
	size_t n = (size_t)max_steps + 1;

	s->world = world;
	s->run = world->run;
	s->max_steps = max_steps;
	s->root = -1;
	s->words = words_for((int)max_steps);
	s->nodes = allocate(n, sizeof *s->nodes);
	s->events = allocate(n, sizeof *s->events);
	s->pasts = allocate(n * (size_t)s->words, sizeof *s->pasts);
	s->nothing = allocate(8 * (size_t)s->words, sizeof *s->nothing);
	s->seen = s->nothing + s->words;
	s->full = s->seen + s->words;
	s->apart = s->full + s->words;
	s->edges = s->apart + s->words;
	s->related = s->edges + s->words;
	s->meeting = s->related + s->words;
	s->touching.wild = s->meeting + s->words;
	return s;
}

void dpor_free(struct dpor *s)
{
	must(!s->lend);
	for (long i = 0; i <= s->max_steps; i++)
		for (int task = 0; task < MAX_EXPLORED_TASKS; task++)
			free(s->nodes[i].kept[task]);
	dpor_index_free(s);
	free(s->nodes);
	free(s->events);
	free(s->pasts);
	free(s->nothing);
	free(s);
}

bool dpor_strayed(const struct dpor *s)
{
	return s->limit == not_deterministic;
}

const char *dpor_limit(const struct dpor *s)
{
	return s->limit;
}

/* ---- One run ---- */

static bits enabled_by(const struct move *moves, int n)
{
	bits enabled = 0;

	for (int i = 0; i < n; i++)
		enabled |= BIT(moves[i].task);
	return enabled;
}

static void choose(struct node *node, int task)
{
	node->task = task;
	node->way = 0;
	node->n_ways = 0;
	footprint_clear(&node->chosen);
}

/* A node that has not been here before: which task first? The one that moved last, so that switches are few. */
static bool new_node(struct dpor *s, int d, bits enabled)
{
	struct node *node = &s->nodes[d];
	bits awake = enabled & ~node->sleep;
	int before = d > 0 ? s->events[d - 1].move.task : 0;

	node->enabled = enabled;
	node->lent = 0;
	if (!awake)
		return false;
	choose(node, awake >> before & 1 ? before : lowest(awake));
	node->back = BIT(node->task);
	return true;
}

static const struct move *chosen_move(struct node *node, const struct move *moves, int n)
{
	const struct move *chosen = NULL;
	int ways = 0;

	for (int i = 0; i < n; i++)
		if (moves[i].task == node->task) {
			if (moves[i].index == node->way)
				chosen = &moves[i];
			ways++;
		}
	node->n_ways = ways;
	return chosen;
}

/* Who still sleeps after the event at depth d: those it does not touch. */
static void pass_sleep(struct dpor *s, int d)
{
	struct node *node = &s->nodes[d], *next = &s->nodes[d + 1];
	const struct event_made *event = &s->events[d];
	bits sleep = node->sleep & ~BIT(event->move.task);

	if (event->move.partner != NO_TASK)
		sleep &= ~BIT(event->move.partner);
	next->sleep = 0;
	for (; sleep; sleep &= sleep - 1) {
		int x = lowest(sleep);

		if (footprint_depends(&event->touched, node->asleep[x]) ||
		    footprint_depends(node->asleep[x], &event->touched))
			continue;
		next->asleep[x] = node->asleep[x];
		next->sleep |= BIT(x);
	}
}

/* The clock: has it jumped just before node d? */
static void note_time(struct dpor *s, int d)
{
	struct node *node = &s->nodes[d];

	node->now = turn_now(s->run);
	node->barrier = d == 0 ? 0 : node->now != s->nodes[d - 1].now ? d : s->nodes[d - 1].barrier;
}

/* The run has ended after d events. */
static void end(struct dpor *s, int d)
{
	if (s->run->fault.over && d > 0)
		s->nodes[d - 1].back |= s->nodes[d - 1].enabled;        /* the fault has kept all others from moving */
	races_of_pending(s, d, 0);
	if (!s->world->watched && run_has_cells(s->run))
		s->limit = "there are cells in some schedules only, and races for them were not looked for";
	world_note_end(s->world);
}

/* Is node d, which is here again, as it was? */
static bool is_same_node(const struct dpor *s, int d, bits enabled)
{
	return s->nodes[d].enabled == enabled && s->nodes[d].now == turn_now(s->run);
}

/* Go on from node d by one event. False when that is not possible, or not worth while. */
static bool go_on(struct dpor *s, int d)
{
	const struct move *moves, *move;
	int n = turn_moves(s->run, &moves);

	if (d == 0)
		know_tasks(s, -1);
	s->n_nodes = d;
	if (d < s->replay && !is_same_node(s, d, enabled_by(moves, n))) {
		s->limit = not_deterministic;
		return false;
	}
	note_time(s, d);
	if (world_is_over(s->world, n)) {
		end(s, d);
		return false;
	}
	if (d >= s->max_steps || s->limit) {
		s->limit = s->limit ? s->limit : too_many_steps;
		return false;
	}
	if (d >= s->replay && !new_node(s, d, enabled_by(moves, n))) {
		races_of_pending(s, d, enabled_by(moves, n));
		s->world->found->pruned++;
		return false;
	}
	move = chosen_move(&s->nodes[d], moves, n);
	must(move);
	make_event(s, d, move);
	footprint_merge(&s->nodes[d].chosen, &s->events[d].touched);
	pass_sleep(s, d);
	return true;
}

static void run_once(struct dpor *s)
{
	int d = s->replay > 0 ? s->replay - 1 : 0;

	while (s->n_events > d)
		forget_event(s, s->n_events - 1);
	if (!dpor_go_again(s, d)) {
		s->limit = not_deterministic;
		return;
	}
	while (go_on(s, d))
		d++;
}

/* ---- The search ---- */

void dpor_sleep(struct node *node, int task, const struct footprint *touched)
{
	if (!node->kept[task])
		node->kept[task] = allocate(1, sizeof *node->kept[task]);
	footprint_copy(node->kept[task], touched);
	node->asleep[task] = node->kept[task];
	node->sleep |= BIT(task);
}

static void choose_next(struct dpor *s, int d, int task)
{
	s->replay = d + 1;
	choose(&s->nodes[d], task);
}

void dpor_explore_instead(struct dpor *s, int d, int task)
{
	struct node *node = &s->nodes[d];

	dpor_sleep(node, node->task, &node->chosen);
	choose_next(s, d, task);
}

/* Can the task that is explored from node d move in another way? */
static bool next_way(struct dpor *s, int d)
{
	struct node *node = &s->nodes[d];

	s->replay = d + 1;
	return ++node->way < node->n_ways;
}

/* The deepest choice that can still be made otherwise; or one waits to know whether it can. False when there is none. */
static bool next_choice(struct dpor *s)
{
	for (int d = s->waits ? s->replay - 1 : s->n_nodes - 1; d >= 0; d--) {
		struct node *node = &s->nodes[d];
		bits left;

		if (!s->waits && next_way(s, d))
			return true;
		if (d == s->root)
			return false;
		if (dpor_awaits(s, d))
			return true;
		dpor_sleep(node, node->task, &node->chosen);
		left = node->back & ~node->sleep;
		if (left) {
			choose_next(s, d, lowest(left));
			return true;
		}
	}
	return false;
}

static void make_run(struct dpor *s)
{
	run_once(s);
	if (run_braked(s->run) && !s->limit)
		s->limit = s->run->n_tasks > MAX_EXPLORED_TASKS ? too_many_tasks : braked;
	if (!s->checked && !s->limit && !dpor_is_repeatable(s))
		s->limit = not_deterministic;
	if (!s->checked)
		s->world->watched = run_has_cells(s->run);
	s->checked = true;
	dpor_tell(s);
	if (!s->limit)
		dpor_lend(s);
}

bool dpor_run(struct dpor *s)
{
	if (s->over)
		return false;
	if (!s->waits)
		make_run(s);
	s->over = s->limit || !next_choice(s);
	return !s->over;
}

static int size_of(bits set)
{
	return __builtin_popcountll(set);
}

double dpor_done(const struct dpor *s)
{
	double done = 0, weight = 1;

	if (s->over)
		return 1;
	for (int d = 0; d < s->replay; d++) {
		const struct node *node = &s->nodes[d];
		int all = size_of(node->back), behind = size_of(node->back & node->sleep);

		if (all == 0)
			continue;
		done += weight * behind / all;
		weight /= all;
	}
	return done;
}
