/*
 * wait_graph.c - the least fixpoint of "live", and what is left.
 *
 * A wait for any of several helpers is an OR node: one live helper is enough; a wait for all of them (a writer for every
 * reader) is an AND node. Nothing here knows what a channel is; the primitives have said who could free their waiters.
 * The work is linear in tasks, uses and cases: each task that becomes live is followed once, to those who wait for what
 * it may do. So is listing who could have freed whom, but that the lists themselves may be long: where tasks declare
 * nothing, each could have freed each.
 */
#include "lab/check/wait_graph.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/trace/snap_text.h"

/* Beside the kinds of operations on an object: on a task's own, that the task lives, which is what its helpers are for. */
#define LIVES (1u << 31)

/* What a task may do to an object, or waits for somebody to do to it. */
struct link {
	int      object, task;
	unsigned kinds;
};

/* Links by object, then by task: list[first[o] .. first[o + 1]) are those of object o. */
struct index {
	struct link *list;
	int         *first;
};

struct graph {
	struct snapshot *s;
	struct index     users;         /* ended tasks left out */
	struct index     ended;         /* and only those */
	struct index     waiters;
	int             *anyone;        /* undeclared tasks that have not ended: they may touch anything */
	int              n_anyone;
	int              ended_anyone;  /* an undeclared task that has ended, or NO_TASK */
	unsigned        *live;          /* by object: what some live task may do */
	int             *missing;       /* by task: helpers that must still become live to free it */
	bool             anyone_lives;
	int             *agenda;        /* live tasks that are still to be followed */
	int              n_agenda;
	long             followed;      /* links so far */
};

static void *allocate(size_t n, size_t size)
{
	void *memory = calloc(n + 1, size);

	if (!memory)
		panic("out of memory");
	return memory;
}

/* ---- The snapshot by object ---- */

static bool is_gone(const struct snapshot *s, int task)
{
	return s->tasks[task].state == TASK_ENDED;
}

/* Write down the links of users to `list`, unless it is NULL. Returns how many there are. */
static int list_uses(const struct snapshot *s, struct link *list, bool gone)
{
	int n = 0;

	for (int i = 0; i < s->n_tasks; i++)
		for (int u = 0; is_gone(s, i) == gone && u < s->tasks[i].n_uses; u++, n++)
			if (list)
				list[n] = (struct link){ s->tasks[i].uses[u].object, i, s->tasks[i].uses[u].kinds & ~LIVES };
	return n;
}

static int list_users(const struct snapshot *s, struct link *list)
{
	return list_uses(s, list, false);
}

static int list_ended(const struct snapshot *s, struct link *list)
{
	return list_uses(s, list, true);
}

static struct link wait_of(const struct snapshot *s, int task, const struct snap_helper *helper)
{
	if (helper->task != NO_TASK)
		return (struct link){ s->tasks[helper->task].object, task, LIVES };
	return (struct link){ helper->object, task, helper->kinds & ~LIVES };
}

static int list_waiters(const struct snapshot *s, struct link *list)
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
static struct index index_of(const struct snapshot *s, int (*list_links)(const struct snapshot *, struct link *))
{
	int n = list_links(s, NULL), *next = allocate((size_t)s->n_objects + 1, sizeof *next);
	struct link *links = allocate((size_t)n, sizeof *links);
	struct index index = { allocate((size_t)n, sizeof *index.list), NULL };

	list_links(s, links);
	index.first = allocate((size_t)s->n_objects + 1, sizeof *index.first);
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

static void index_free(struct index *index)
{
	free(index->list);
	free(index->first);
}

static void graph_open(struct graph *g, struct snapshot *s)
{
	*g = (struct graph){
		.s = s, .users = index_of(s, list_users), .ended = index_of(s, list_ended),
		.waiters = index_of(s, list_waiters), .ended_anyone = NO_TASK,
	};
	g->anyone = allocate((size_t)s->n_tasks, sizeof *g->anyone);
	g->agenda = allocate((size_t)s->n_tasks, sizeof *g->agenda);
	g->live = allocate((size_t)s->n_objects, sizeof *g->live);
	g->missing = allocate((size_t)s->n_tasks, sizeof *g->missing);
	for (int i = 0; i < s->n_tasks; i++)
		g->missing[i] = s->tasks[i].n_cases == 1 && s->tasks[i].cases->needs_all ? s->tasks[i].cases->n_helpers : 1;
	for (int i = 0; i < s->n_tasks; i++) {
		if (s->tasks[i].declared)
			continue;
		if (is_gone(s, i))
			g->ended_anyone = i;
		else
			g->anyone[g->n_anyone++] = i;
	}
}

static void graph_close(struct graph *g)
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
static void make_live(struct graph *g, int task)
{
	g->s->tasks[task].stuck = false;
	g->agenda[g->n_agenda++] = task;
}

/* Some live task may do these to the object: free who waits for one of them. */
static void help(struct graph *g, int object, unsigned kinds)
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
static void help_all(struct graph *g)
{
	for (int o = 0; !g->anyone_lives && o < g->s->n_objects; o++)
		help(g, o, ~LIVES);
	g->anyone_lives = true;
}

static void follow(struct graph *g, const struct snap_task *task)
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

static void find_stuck(struct graph *g, bool quiet)
{
	struct snapshot *s = g->s;

	for (int i = 0; i < s->n_tasks; i++) {
		struct snap_task *task = &s->tasks[i];

		task->stuck = task->state == TASK_BLOCKED && (quiet || !(task->heeds || waits_for_free_lock(s, task)));
		if (!quiet && !task->stuck && !is_gone(s, i))
			make_live(g, i);
	}
	while (g->n_agenda)
		follow(g, &s->tasks[g->agenda[--g->n_agenda]]);
	for (int i = 0; i < s->n_tasks; i++)
		s->n_stuck += s->tasks[i].stuck;
}

/* ---- Who could have freed them ---- */

/* Who could free a task: others, each once, and perhaps itself. */
struct helpers {
	int   self;
	bool  itself;
	char *has;              /* by task */
	int  *list, n;
};

static void put(struct helpers *helpers, int task)
{
	if (task == helpers->self)
		helpers->itself = true;
	else if (!helpers->has[task]) {
		helpers->has[task] = 1;
		helpers->list[helpers->n++] = task;
	}
}

/* Any that has declared one of these on the object. */
static void put_users(struct graph *g, struct helpers *helpers, const struct snap_helper *role)
{
	for (int i = 0; i < g->n_anyone; i++, g->followed++)
		put(helpers, g->anyone[i]);
	for (int u = g->users.first[role->object]; u < g->users.first[role->object + 1]; u++, g->followed++)
		if (g->users.list[u].kinds & role->kinds)
			put(helpers, g->users.list[u].task);
}

static void put_helpers(struct graph *g, struct helpers *helpers, const struct snap_case *c)
{
	bool itself = helpers->itself;

	for (int h = 0; h < c->n_helpers; h++) {
		const struct snap_helper *helper = &c->helpers[h];

		if (helper->task != NO_TASK) {
			if (!is_gone(g->s, helper->task))
				put(helpers, helper->task);
			continue;
		}
		put_users(g, helpers, helper);
		if (h > 0)              /* a sender that may close the channel does not wait for itself to do so */
			helpers->itself = itself;
		itself = helpers->itself;
	}
}

/* Could another task have done it, as this case may be freed, were it not that it has ended? */
static bool ended_does(struct graph *g, const struct snap_case *c, const struct snap_helper *helper)
{
	if (helper->task != NO_TASK)
		return is_gone(g->s, helper->task);
	if (g->ended_anyone != NO_TASK && snap_helps(g->s, c, g->ended_anyone))
		return true;
	for (int u = g->ended.first[helper->object]; u < g->ended.first[helper->object + 1]; u++, g->followed++)
		if (g->ended.list[u].kinds & helper->kinds && snap_helps(g->s, c, g->ended.list[u].task))
			return true;
	return false;
}

static bool ended_could(struct graph *g, const struct snap_task *task)
{
	for (int i = 0; i < task->n_cases; i++)
		for (int h = 0; h < task->cases[i].n_helpers; h++)
			if (ended_does(g, &task->cases[i], &task->cases[i].helpers[h]))
				return true;
	return false;
}

static int compare_ids(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* In id order; most are found so. */
static void sort_ids(int *list, int n)
{
	for (int i = 1; i < n; i++)
		if (list[i - 1] > list[i]) {
			qsort(list, (size_t)n, sizeof *list, compare_ids);
			return;
		}
}

static void list_helpers(struct graph *g, struct snap_task *task, struct helpers *helpers, struct arena *arena)
{
	helpers->self = (int)(task - g->s->tasks);
	helpers->itself = false;
	helpers->n = 0;
	for (int i = 0; i < task->n_cases; i++)
		put_helpers(g, helpers, &task->cases[i]);
	for (int i = 0; i < helpers->n; i++)
		helpers->has[helpers->list[i]] = 0;
	/* Nobody counts on itself when it is for others to do. */
	if (helpers->itself && helpers->n == 0 && !ended_could(g, task))
		helpers->list[helpers->n++] = helpers->self;
	sort_ids(helpers->list, helpers->n);
	task->n_freed_by = helpers->n;
	task->freed_by = arena_alloc(arena, (size_t)helpers->n * sizeof *task->freed_by);
	if (helpers->n)
		memcpy(task->freed_by, helpers->list, (size_t)helpers->n * sizeof *task->freed_by);
}

/* Do both wait for the same and nothing else? Then the same tasks could free them. */
static bool wait_alike(const struct snap_task *a, const struct snap_task *b)
{
	return a->n_cases == 1 && b->n_cases == 1 && a->cases->object == b->cases->object &&
	       a->cases->event == b->cases->event;
}

static void list_all_helpers(struct graph *g, struct arena *arena)
{
	struct snapshot *s = g->s;
	struct helpers helpers = {
		.has = allocate((size_t)s->n_tasks, 1), .list = allocate((size_t)s->n_tasks, sizeof *helpers.list),
	};
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
			list_helpers(g, task, &helpers, arena);
		}
		if (at)
			*at = i + 1;
	}
	free(latest);
	free(helpers.list);
	free(helpers.has);
}

long wait_graph_judge(struct snapshot *s, bool quiet, struct arena *arena)
{
	struct graph g;

	s->n_stuck = s->n_cycle = 0;
	graph_open(&g, s);
	find_stuck(&g, quiet);
	if (s->n_stuck) {
		list_all_helpers(&g, arena);
		g.followed += wait_graph_cycle(s, arena);
	}
	graph_close(&g);
	return g.followed;
}
