/*
 * wait_graph.c - the least fixpoint of "live", and what is left.
 *
 * A wait for any of several helpers is an OR node: one live helper is enough. Nothing here knows what a channel is; the
 * primitives have said who could free their waiters. The work is linear in tasks, uses and cases: for each kind of
 * operation on each object the number of live tasks that may do it is kept, and falls out when they become live.
 */
#include "lab/check/wait_graph.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

enum { MAX_KINDS = 16 };                /* of one primitive */

struct user {
	int      task;
	unsigned kinds;
};

/* The snapshot by object. */
struct graph {
	struct snapshot *s;
	struct user     *users;         /* users[first[o] .. first[o + 1]) may touch object o; ended tasks left out */
	int             *first;
	int             *anyone;        /* undeclared tasks that have not ended: they may touch anything */
	int              n_anyone;
	int             *live;          /* [object * MAX_KINDS + kind]: live declared tasks that may do it */
	int              live_anyone;
};

static void *allocate(size_t n, size_t size)
{
	void *memory = calloc(n + 1, size);

	if (!memory)
		panic("out of memory");
	return memory;
}

static void graph_open(struct graph *g, struct snapshot *s)
{
	int *next;

	*g = (struct graph){ .s = s };
	g->first = allocate((size_t)s->n_objects + 1, sizeof *g->first);
	g->anyone = allocate((size_t)s->n_tasks, sizeof *g->anyone);
	g->live = allocate((size_t)s->n_objects * MAX_KINDS, sizeof *g->live);
	for (int i = 0; i < s->n_tasks; i++)
		for (int u = 0; u < s->tasks[i].n_uses; u++)
			g->first[s->tasks[i].uses[u].object + 1]++;
	for (int o = 0; o < s->n_objects; o++)
		g->first[o + 1] += g->first[o];
	g->users = allocate((size_t)g->first[s->n_objects], sizeof *g->users);
	next = allocate((size_t)s->n_objects, sizeof *next);
	for (int i = 0; i < s->n_tasks; i++) {
		const struct snap_task *task = &s->tasks[i];
		bool gone = task->state == TASK_ENDED;

		if (!task->declared && !gone)
			g->anyone[g->n_anyone++] = i;
		for (int u = 0; u < task->n_uses; u++) {
			int o = task->uses[u].object;

			g->users[g->first[o] + next[o]++] = (struct user){ i, gone ? 0 : task->uses[u].kinds };
		}
	}
	free(next);
}

static void graph_close(struct graph *g)
{
	free(g->users);
	free(g->first);
	free(g->anyone);
	free(g->live);
}

/* ---- Who is stuck ---- */

static bool is_gone(const struct snapshot *s, int task)
{
	return s->tasks[task].state == TASK_ENDED;
}

/* `task` may move again: it counts as a helper from here on. */
static void make_live(struct graph *g, const struct snap_task *task)
{
	if (!task->declared)
		g->live_anyone++;
	for (int u = 0; u < task->n_uses; u++)
		for (int kind = 0; kind < MAX_KINDS; kind++)
			if (task->uses[u].kinds & 1u << kind)
				g->live[task->uses[u].object * MAX_KINDS + kind]++;
}

static bool helper_lives(const struct graph *g, const struct snap_helper *helper)
{
	if (helper->task != NO_TASK)
		return !is_gone(g->s, helper->task) && !g->s->tasks[helper->task].stuck;
	if (g->live_anyone)
		return true;
	for (int kind = 0; kind < MAX_KINDS; kind++)
		if (helper->kinds & 1u << kind && g->live[helper->object * MAX_KINDS + kind])
			return true;
	return false;
}

static bool can_be_freed(const struct graph *g, const struct snap_task *task)
{
	for (int i = 0; i < task->n_cases; i++)
		for (int h = 0; h < task->cases[i].n_helpers; h++)
			if (helper_lives(g, &task->cases[i].helpers[h]))
				return true;
	return false;
}

/* A lock nobody holds: its waiter is about to be told so. */
static bool waits_for_free_lock(const struct snapshot *s, const struct snap_task *task)
{
	for (int i = 0; i < task->n_cases; i++) {
		const struct snap_case *c = &task->cases[i];

		if (c->object != NO_OBJECT && c->event == EV_LOCK && s->objects[c->object].owner == NO_TASK)
			return true;
	}
	return false;
}

static void find_stuck(struct graph *g, bool quiet)
{
	struct snapshot *s = g->s;
	bool changed = !quiet;

	for (int i = 0; i < s->n_tasks; i++) {
		struct snap_task *task = &s->tasks[i];

		task->stuck = task->state == TASK_BLOCKED && (quiet || !waits_for_free_lock(s, task));
		if (!task->stuck && !is_gone(s, i))
			make_live(g, task);
	}
	while (changed) {
		changed = false;
		for (int i = 0; i < s->n_tasks; i++)
			if (s->tasks[i].stuck && can_be_freed(g, &s->tasks[i])) {
				s->tasks[i].stuck = false;
				make_live(g, &s->tasks[i]);
				changed = true;
			}
	}
	for (int i = 0; i < s->n_tasks; i++)
		s->n_stuck += s->tasks[i].stuck;
}

/* ---- Who could have freed them ---- */

/* Mark in `mark` who could free a waiter of this case. */
static void mark_helpers(const struct graph *g, const struct snap_case *c, char *mark)
{
	for (int h = 0; h < c->n_helpers; h++) {
		const struct snap_helper *helper = &c->helpers[h];

		if (helper->task != NO_TASK) {
			mark[helper->task] |= !is_gone(g->s, helper->task);
			continue;
		}
		for (int i = 0; i < g->n_anyone; i++)
			mark[g->anyone[i]] = 1;
		for (int u = g->first[helper->object]; u < g->first[helper->object + 1]; u++)
			mark[g->users[u].task] |= (g->users[u].kinds & helper->kinds) != 0;
	}
}

static void list_helpers(const struct graph *g, struct snap_task *task, char *mark, struct arena *arena)
{
	int n = 0;

	memset(mark, 0, (size_t)g->s->n_tasks);
	for (int i = 0; i < task->n_cases; i++)
		mark_helpers(g, &task->cases[i], mark);
	for (int i = 0; i < g->s->n_tasks; i++)
		n += mark[i];
	if (n > 1 && mark[task - g->s->tasks]) {
		mark[task - g->s->tasks] = 0;   /* nobody counts on itself when others could do it */
		n--;
	}
	task->n_freed_by = n;
	task->freed_by = arena_alloc(arena, (size_t)n * sizeof *task->freed_by);
	for (int i = g->s->n_tasks - 1; i >= 0; i--)
		if (mark[i])
			task->freed_by[--n] = i;
}

/* Do both wait for the same and nothing else? Then the same tasks could free them. */
static bool wait_alike(const struct snap_task *a, const struct snap_task *b)
{
	return a->n_cases == 1 && b->n_cases == 1 && a->cases->object == b->cases->object &&
	       a->cases->event == b->cases->event;
}

static void list_all_helpers(const struct graph *g, struct arena *arena)
{
	struct snapshot *s = g->s;
	char *mark = allocate((size_t)s->n_tasks, 1);
	int *latest = allocate((size_t)s->n_objects, sizeof *latest);   /* the last task listed that waits there, + 1 */

	for (int i = 0; i < s->n_tasks; i++) {
		struct snap_task *task = &s->tasks[i];
		int *at = task->n_cases ? &latest[task->cases->object + 1] : NULL;

		if (!task->stuck)
			continue;
		if (at && *at && wait_alike(task, &s->tasks[*at - 1])) {
			task->n_freed_by = s->tasks[*at - 1].n_freed_by;
			task->freed_by = s->tasks[*at - 1].freed_by;
		} else {
			list_helpers(g, task, mark, arena);
		}
		if (at)
			*at = i + 1;
	}
	free(latest);
	free(mark);
}

/* ---- The cycle ---- */

/* The shortest cycle of stuck tasks through `start`, each freed by the next: from[] leads back along it. */
static bool cycle_through(const struct snapshot *s, int start, int *from, int *queue)
{
	int head = 0, tail = 0;

	for (int i = 0; i < s->n_tasks; i++)
		from[i] = NO_TASK;
	queue[tail++] = start;
	while (head < tail) {
		int at = queue[head++];

		for (int i = 0; i < s->tasks[at].n_freed_by; i++) {
			int next = s->tasks[at].freed_by[i];

			if (!s->tasks[next].stuck || from[next] != NO_TASK)
				continue;
			from[next] = at;
			if (next == start)
				return true;
			queue[tail++] = next;
		}
	}
	return false;
}

/* A stuck task that is on some cycle, or NO_TASK: depth-first along helpers, until one on the path comes up again. */
static int on_some_cycle(const struct snapshot *s, int *order, int *place)
{
	for (int i = 0; i < s->n_tasks; i++)
		place[i] = 0;                   /* 0: not seen, 1: on the path, 2: leads nowhere */
	for (int root = 0; root < s->n_tasks; root++) {
		int depth = 0;

		if (!s->tasks[root].stuck || place[root])
			continue;
		order[depth++] = root;
		place[root] = 1;
		while (depth > 0) {
			const struct snap_task *task = &s->tasks[order[depth - 1]];
			int next = NO_TASK;

			for (int i = 0; i < task->n_freed_by && next == NO_TASK; i++) {
				int to = task->freed_by[i];

				if (s->tasks[to].stuck && place[to] == 1)
					return to;
				if (s->tasks[to].stuck && place[to] == 0)
					next = to;
			}
			if (next == NO_TASK) {
				place[order[--depth]] = 2;
			} else {
				order[depth++] = next;
				place[next] = 1;
			}
		}
	}
	return NO_TASK;
}

static void find_cycle(struct snapshot *s, struct arena *arena)
{
	int *from = allocate((size_t)s->n_tasks, sizeof *from), *queue = allocate((size_t)s->n_tasks, sizeof *queue);
	int start = 0, n = 1;

	if (!(s->tasks[0].stuck && cycle_through(s, 0, from, queue))) {
		start = on_some_cycle(s, queue, from);
		if (start != NO_TASK)
			must(cycle_through(s, start, from, queue));
	}
	if (start != NO_TASK) {
		for (int at = from[start]; at != start; at = from[at])
			n++;
		s->n_cycle = n;
		s->cycle = arena_alloc(arena, (size_t)n * sizeof *s->cycle);
		for (int at = from[start]; at != start; at = from[at])
			s->cycle[--n] = at;
		s->cycle[0] = start;
	}
	free(queue);
	free(from);
}

void wait_graph_judge(struct snapshot *s, bool quiet, struct arena *arena)
{
	struct graph g;

	graph_open(&g, s);
	find_stuck(&g, quiet);
	if (s->n_stuck) {
		list_all_helpers(&g, arena);
		find_cycle(s, arena);
	}
	graph_close(&g);
}
