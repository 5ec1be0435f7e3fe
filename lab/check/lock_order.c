/*
 * lock_order.c - from the trace: which lock was taken while which others were held, by whom; then the cycles.
 *
 * Invariants
 *   An edge from -> to says that `task` locked `to` at `place` while it held `from`, and `held` besides (a set of lock
 *   numbers, `from` left out). Edges that differ in task, in `held` or in `epoch` are kept apart.
 *   A cycle is walked from its lowest lock only, so each is found once.
 */
#include "lab/check/lock_order.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

enum { MAX_LOCKS = 64, MAX_EDGES = 1024, MAX_STEPS = 100000, MAX_LOOKS = 10000000, MAX_FOUND = 4 };

struct edge {
	int         from, to, task;     /* locks by number, 0 .. MAX_LOCKS - 1 */
	uint64_t    held;
	const char *place;
	long        at;                 /* which event it was */
	int         epoch;              /* how many tasks `task` had started or joined before */
};

/* `task` started or joined `other`: what the one has done before, the other does after. */
struct tie {
	long at;
	int  task, other;
	bool joins;
};

struct search {
	struct result *result;
	int            objects[MAX_LOCKS];      /* object id by lock number */
	int            n_locks;
	struct edge    edges[MAX_EDGES];
	int            n_edges;
	int            path[MAX_LOCKS];         /* edges */
	long           steps;
	struct tie    *ties;
	long           n_ties, looks;
	char          *after;                   /* by task, for is_after() */
};

/* The number of a lock, -1 when there are too many. */
static int number_of(struct search *search, int object)
{
	for (int i = 0; i < search->n_locks; i++)
		if (search->objects[i] == object)
			return i;
	if (search->n_locks == MAX_LOCKS)
		return -1;
	search->objects[search->n_locks] = object;
	return search->n_locks++;
}

static void add_edge(struct search *search, const struct edge *edge)
{
	for (int i = 0; i < search->n_edges; i++) {
		const struct edge *old = &search->edges[i];

		if (old->from == edge->from && old->to == edge->to && old->task == edge->task && old->held == edge->held &&
		    old->epoch == edge->epoch)
			return;
	}
	if (search->n_edges < MAX_EDGES)
		search->edges[search->n_edges++] = *edge;
}

/* What a task holds, and its epoch. */
struct hands {
	uint64_t held;
	int      epoch;
};

static void note_lock(struct search *search, const struct event *event, struct hands *hands)
{
	int to = number_of(search, event->object);
	uint64_t bit = to < 0 ? 0 : (uint64_t)1 << to, held = hands->held;

	if (!bit || held & bit)
		return;
	/* who only tries never waits: what it got counts as held, but makes no order */
	for (int from = 0; event->kind == EV_LOCK && from < search->n_locks; from++)
		if (held >> from & 1)
			add_edge(search, &(struct edge){
				from, to, event->task, held & ~((uint64_t)1 << from), event->here,
				event - search->result->trace.events, hands->epoch,
			});
	hands->held |= bit;
}

static void note_unlock(struct search *search, const struct event *event, struct hands *hands)
{
	int lock = number_of(search, event->object);

	if (lock >= 0 && event->level == 0)     /* a recursive lock is held until its last unlock */
		hands->held &= ~((uint64_t)1 << lock);
}

static void note_tie(struct search *search, const struct event *event, struct hands *hands)
{
	search->ties[search->n_ties++] = (struct tie){
		event - search->result->trace.events, event->task, event->peer, event->kind == EV_TASK_JOIN,
	};
	hands->epoch++;
}

static void *allocate(long n, size_t size)
{
	void *memory = calloc((size_t)n + 1, size);

	if (!memory)
		panic("out of memory");
	return memory;
}

static void find_edges(struct search *search)
{
	const struct trace *trace = &search->result->trace;
	struct hands *hands = allocate(trace->n_tasks, sizeof *hands);

	for (long i = 0; i < trace->n_events; i++) {
		const struct event *event = &trace->events[i];

		switch (event->kind) {
		case EV_LOCK:
		case EV_TRY_LOCKED:
			note_lock(search, event, &hands[event->task]);
			break;
		case EV_UNLOCK:
			note_unlock(search, event, &hands[event->task]);
			break;
		case EV_TASK_GO:
		case EV_TASK_JOIN:
			note_tie(search, event, &hands[event->task]);
			break;
		}
	}
	free(hands);
}

/* ---- Cycles ---- */

static void keep(struct search *search, int n)
{
	struct result *result = search->result;
	struct lock_order *order = &result->lock_orders[result->n_lock_orders++];

	order->n = n;
	order->locks = arena_alloc(result->arena, (size_t)n * sizeof *order->locks);
	order->tasks = arena_alloc(result->arena, (size_t)n * sizeof *order->tasks);
	order->places = arena_alloc(result->arena, (size_t)n * sizeof *order->places);
	for (int i = 0; i < n; i++) {
		const struct edge *edge = &search->edges[search->path[i]];

		order->locks[i] = search->objects[edge->from];
		order->tasks[i] = edge->task;
		order->places[i] = edge->place;
	}
}

/* Do the same locks make a cycle that has been kept already? */
static bool is_known(const struct search *search, int n)
{
	const struct result *result = search->result;

	for (int k = 0; k < result->n_lock_orders; k++) {
		const struct lock_order *order = &result->lock_orders[k];
		bool same = order->n == n;

		for (int i = 0; same && i < n; i++)
			same = order->locks[i] == search->objects[search->edges[search->path[i]].from];
		if (same)
			return true;
	}
	return false;
}

/* May the path of n edges go on with this one? Each task and each lock once, but for the end at `start`. */
static bool fits(const struct search *search, const struct edge *edge, int start, int n)
{
	if (edge->to < start)
		return false;
	for (int i = 0; i < n; i++) {
		const struct edge *before = &search->edges[search->path[i]];

		if (before->task == edge->task || (before->from == edge->to && edge->to != start))
			return false;
	}
	return true;
}

/* Does `then` come after `first` in every schedule, because of who was started and joined between? */
static bool is_after(struct search *search, const struct edge *first, const struct edge *then)
{
	if (first->at > then->at || search->looks > MAX_LOOKS)
		return false;
	search->looks += search->n_ties + search->result->trace.n_tasks;
	memset(search->after, 0, (size_t)search->result->trace.n_tasks);
	search->after[first->task] = 1;
	for (long i = 0; i < search->n_ties && search->ties[i].at < then->at; i++) {
		const struct tie *tie = &search->ties[i];

		if (tie->at > first->at && search->after[tie->joins ? tie->other : tie->task])
			search->after[tie->joins ? tie->task : tie->other] = 1;
	}
	return search->after[then->task];
}

/* Could all n edges of the path be taken at the same time? */
static bool can_meet(struct search *search, int n)
{
	for (int i = 0; i < n; i++)
		for (int k = 0; k < n; k++)
			if (i != k && is_after(search, &search->edges[search->path[i]], &search->edges[search->path[k]]))
				return false;
	return true;
}

/* Extend the path of n edges, which ends at lock `at` and has had `gates` held around all of it. */
static void walk(struct search *search, int start, int at, int n, uint64_t gates)
{
	for (int e = 0; e < search->n_edges && search->result->n_lock_orders < MAX_FOUND; e++) {
		const struct edge *edge = &search->edges[e];
		uint64_t common = n ? gates & edge->held : edge->held;

		if (edge->from != at || !fits(search, edge, start, n) || ++search->steps > MAX_STEPS)
			continue;
		search->path[n] = e;
		if (edge->to != start)
			walk(search, start, edge->to, n + 1, common);
		else if (!common && !is_known(search, n + 1) && can_meet(search, n + 1))
			keep(search, n + 1);
	}
}

void lock_order_find(struct result *result)
{
	struct search *search;
	long n_ties = 0;

	if (result->trace.dropped)
		return;
	for (long i = 0; i < result->trace.n_events; i++)
		n_ties += result->trace.events[i].kind == EV_TASK_GO || result->trace.events[i].kind == EV_TASK_JOIN;
	search = allocate(1, sizeof *search);
	search->result = result;
	search->ties = allocate(n_ties, sizeof *search->ties);
	search->after = allocate(result->trace.n_tasks, 1);
	result->lock_orders = arena_alloc(result->arena, MAX_FOUND * sizeof *result->lock_orders);
	find_edges(search);
	for (int start = 0; start < search->n_locks; start++)
		walk(search, start, start, 0, 0);
	free(search->ties);
	free(search->after);
	free(search);
}
