/*
 * lock_order.c - from the trace: which lock was taken while which others were held, by whom; then the cycles.
 *
 * Invariants
 *   An edge from -> to says that `task` locked `to` at `place` while it held `from`, and `held` besides (a set of lock
 *   numbers, `from` left out). Edges that differ in task or in `held` are kept apart.
 *   A cycle is walked from its lowest lock only, so each is found once.
 */
#include "lab/check/lock_order.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

enum { MAX_LOCKS = 64, MAX_EDGES = 1024, MAX_STEPS = 100000, MAX_FOUND = 4 };

struct edge {
	int         from, to, task;     /* locks by number, 0 .. MAX_LOCKS - 1 */
	uint64_t    held;
	const char *place;
};

struct search {
	struct result *result;
	int            objects[MAX_LOCKS];      /* object id by lock number */
	int            n_locks;
	struct edge    edges[MAX_EDGES];
	int            n_edges;
	int            path[MAX_LOCKS];         /* edges */
	long           steps;
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

		if (old->from == edge->from && old->to == edge->to && old->task == edge->task && old->held == edge->held)
			return;
	}
	if (search->n_edges < MAX_EDGES)
		search->edges[search->n_edges++] = *edge;
}

static void note_lock(struct search *search, const struct event *event, uint64_t *held)
{
	int to = number_of(search, event->object);
	uint64_t bit = to < 0 ? 0 : (uint64_t)1 << to;

	if (!bit || *held & bit)
		return;
	for (int from = 0; from < search->n_locks; from++)
		if (*held >> from & 1)
			add_edge(search, &(struct edge){ from, to, event->task, *held & ~((uint64_t)1 << from),
			                                 event->here });
	*held |= bit;
}

static void note_unlock(struct search *search, const struct event *event, uint64_t *held)
{
	int lock = number_of(search, event->object);

	if (lock >= 0 && event->level == 0)     /* a recursive lock is held until its last unlock */
		*held &= ~((uint64_t)1 << lock);
}

static void find_edges(struct search *search)
{
	const struct trace *trace = &search->result->trace;
	uint64_t *held = calloc((size_t)trace->n_tasks + 1, sizeof *held);

	if (!held)
		panic("out of memory");
	for (long i = 0; i < trace->n_events; i++) {
		const struct event *event = &trace->events[i];

		if (event->kind == EV_LOCK)
			note_lock(search, event, &held[event->task]);
		else if (event->kind == EV_UNLOCK)
			note_unlock(search, event, &held[event->task]);
	}
	free(held);
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
		else if (!common && !is_known(search, n + 1))
			keep(search, n + 1);
	}
}

void lock_order_find(struct result *result)
{
	struct search *search;

	if (result->trace.dropped)
		return;
	search = calloc(1, sizeof *search);
	if (!search)
		panic("out of memory");
	search->result = result;
	result->lock_orders = arena_alloc(result->arena, MAX_FOUND * sizeof *result->lock_orders);
	find_edges(search);
	for (int start = 0; start < search->n_locks; start++)
		walk(search, start, start, 0, 0);
	free(search);
}
