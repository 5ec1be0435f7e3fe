/*
 * wait_graph.c - the least fixpoint of "live", and what is left.
 *
 * A wait for any of several helpers is an OR node: one live helper is enough; a wait for all of them (a writer for every
 * reader) is an AND node. Nothing here knows what a channel is; the primitives have said who could free their waiters.
 * The work is linear in tasks, uses and cases: each task that becomes live is followed once, to those who wait for what
 * it may do.
 */
#include "lab/check/wait_graph.h"

#include <stdlib.h>

#include "lab/check/wait_links.h"

/* ---- The snapshot by object ---- */

/* Write down the links of users to `list`, unless it is NULL. Returns how many there are. */
static int list_uses(const struct snapshot *s, struct wait_link *list, bool gone)
{
	int n = 0;

	for (int i = 0; i < s->n_tasks; i++)
		for (int u = 0; task_is_gone(s, i) == gone && u < s->tasks[i].n_uses; u++, n++)
			if (list)
				list[n] = (struct wait_link){ s->tasks[i].uses[u].object, i, s->tasks[i].uses[u].kinds & ~LIVES };
	return n;
}

static int list_users(const struct snapshot *s, struct wait_link *list)
{
	return list_uses(s, list, false);
}

static int list_ended(const struct snapshot *s, struct wait_link *list)
{
	return list_uses(s, list, true);
}

static struct wait_link wait_of(const struct snapshot *s, int task, const struct snap_helper *helper)
{
	if (helper->task != NO_TASK)
		return (struct wait_link){ s->tasks[helper->task].object, task, LIVES };
	return (struct wait_link){ helper->object, task, helper->kinds & ~LIVES };
}

static int list_waiters(const struct snapshot *s, struct wait_link *list)
{
	int n = 0;

	for (int i = 0; i < s->n_tasks; i++)
		for (int c = 0; c < s->tasks[i].n_cases; c++)
			for (int h = 0; h < s->tasks[i].cases[c].n_helpers; h++, n++)
				if (list)
					list[n] = wait_of(s, i, &s->tasks[i].cases[c].helpers[h]);
	return n;
}

/* Sorted by counting, which keeps the tasks in order. */
static struct wait_index index_of(const struct snapshot *s, int (*list_links)(const struct snapshot *, struct wait_link *))
{
	int n = list_links(s, NULL), *next = waits_allocate((size_t)s->n_objects + 1, sizeof *next);
	struct wait_link *links = waits_allocate((size_t)n, sizeof *links);
	struct wait_index index = { waits_allocate((size_t)n, sizeof *index.list), NULL };

	list_links(s, links);
	index.first = waits_allocate((size_t)s->n_objects + 1, sizeof *index.first);
	for (int i = 0; i < n; i++)
		index.first[links[i].object + 1]++;
	for (int o = 0; o < s->n_objects; o++)
		next[o + 1] = index.first[o + 1] += index.first[o];
	for (int i = 0; i < n; i++)
		index.list[next[links[i].object]++] = links[i];
	free(links);
	free(next);
	return index;
}

static void index_free(struct wait_index *index)
{
	free(index->list);
	free(index->first);
}

static void graph_open(struct wait_graph *g, struct snapshot *s)
{
	*g = (struct wait_graph){
		.s = s, .users = index_of(s, list_users), .ended = index_of(s, list_ended),
		.waiters = index_of(s, list_waiters), .ended_anyone = NO_TASK,
	};
	g->anyone = waits_allocate((size_t)s->n_tasks, sizeof *g->anyone);
	g->agenda = waits_allocate((size_t)s->n_tasks, sizeof *g->agenda);
	g->live = waits_allocate((size_t)s->n_objects, sizeof *g->live);
	g->missing = waits_allocate((size_t)s->n_tasks, sizeof *g->missing);
	for (int i = 0; i < s->n_tasks; i++)
		g->missing[i] = s->tasks[i].n_cases == 1 && s->tasks[i].cases->needs_all ? s->tasks[i].cases->n_helpers : 1;
	for (int i = 0; i < s->n_tasks; i++) {
		if (s->tasks[i].declared)
			continue;
		if (task_is_gone(s, i))
			g->ended_anyone = i;
		else
			g->anyone[g->n_anyone++] = i;
	}
}

static void graph_close(struct wait_graph *g)
{
	index_free(&g->users);
	index_free(&g->ended);
	index_free(&g->waiters);
	free(g->anyone);
	free(g->agenda);
	free(g->live);
	free(g->missing);
}

/* ---- Who is stuck ---- */

/* The task may move again. */
static void make_live(struct wait_graph *g, int task)
{
	g->s->tasks[task].stuck = false;
	g->agenda[g->n_agenda++] = task;
}

/* Some live task may do these to the object: free who waits for one of them. */
static void help(struct wait_graph *g, int object, unsigned kinds)
{
	unsigned news = kinds & ~g->live[object];

	g->live[object] |= news;
	for (int i = g->waiters.first[object]; news && i < g->waiters.first[object + 1]; i++) {
		int task = g->waiters.list[i].task;

		g->followed++;
		if (g->waiters.list[i].kinds & news && --g->missing[task] <= 0 && g->s->tasks[task].stuck)
			make_live(g, task);
	}
}

/* A live task that has declared nothing may do anything, but end or unlock for others. */
static void help_all(struct wait_graph *g)
{
	for (int o = 0; !g->anyone_lives && o < g->s->n_objects; o++)
		help(g, o, ~LIVES);
	g->anyone_lives = true;
}

static void follow(struct wait_graph *g, const struct snap_task *task)
{
	if (!task->declared)
		help_all(g);
	help(g, task->object, LIVES);
	for (int u = 0; u < task->n_uses; u++)
		help(g, task->uses[u].object, task->uses[u].kinds & ~LIVES);
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

static void find_stuck(struct wait_graph *g, bool quiet)
{
	struct snapshot *s = g->s;

	for (int i = 0; i < s->n_tasks; i++) {
		struct snap_task *task = &s->tasks[i];

		task->stuck = task->state == TASK_BLOCKED && (quiet || !(task->heeds || waits_for_free_lock(s, task)));
		if (!quiet && !task->stuck && !task_is_gone(s, i))
			make_live(g, i);
	}
	while (g->n_agenda)
		follow(g, &s->tasks[g->agenda[--g->n_agenda]]);
	for (int i = 0; i < s->n_tasks; i++)
		s->n_stuck += s->tasks[i].stuck;
}

long wait_graph_judge(struct snapshot *s, bool quiet, struct arena *arena)
{
	struct wait_graph g;

	s->n_stuck = s->n_cycle = 0;
	graph_open(&g, s);
	find_stuck(&g, quiet);
	if (s->n_stuck) {
		wait_helpers_list(&g, arena);
		g.followed += wait_graph_cycle(s, arena);
	}
	graph_close(&g);
	return g.followed;
}
