/*
 * wait_helpers.c - who could have freed those that are stuck, were they not stuck themselves.
 *
 * The work is linear in uses and cases and in the lists themselves, which may be long where many declare nothing: each of
 * them could have freed each; where all declare nothing (a program), that is not worth telling. Tasks that wait alike have
 * one list; on it each of them stands too who could free the others.
 */
#include "lab/check/wait_links.h"

#include <string.h>

#include "lab/trace/snap_text.h"

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
	if (!helpers->has[task]) {
		helpers->has[task] = 1;
		helpers->list[helpers->n++] = task;
	}
}

/* Any that has declared one of these on the object. */
static void put_users(struct wait_graph *g, struct helpers *helpers, const struct snap_helper *role)
{
	for (int i = 0; i < g->n_anyone && !g->s->bare; i++, g->followed++)
		put(helpers, g->anyone[i]);
	for (int u = g->users.first[role->object]; u < g->users.first[role->object + 1]; u++, g->followed++)
		if (g->users.list[u].kinds & role->kinds)
			put(helpers, g->users.list[u].task);
}

static void put_helpers(struct wait_graph *g, struct helpers *helpers, const struct snap_case *c)
{
	bool itself = helpers->itself;

	for (int h = 0; h < c->n_helpers; h++) {
		const struct snap_helper *helper = &c->helpers[h];

		if (helper->task != NO_TASK) {
			if (!task_is_gone(g->s, helper->task))
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
static bool ended_does(struct wait_graph *g, const struct snap_case *c, const struct snap_helper *helper)
{
	if (helper->task != NO_TASK)
		return task_is_gone(g->s, helper->task);
	if (g->ended_anyone != NO_TASK && snap_helps(g->s, c, g->ended_anyone))
		return true;
	for (int u = g->ended.first[helper->object]; u < g->ended.first[helper->object + 1]; u++, g->followed++)
		if (g->ended.list[u].kinds & helper->kinds && snap_helps(g->s, c, g->ended.list[u].task))
			return true;
	return false;
}

static bool ended_could(struct wait_graph *g, const struct snap_task *task)
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

/* Do both wait for the same and nothing else? Then the same tasks could free them. */
static bool wait_alike(const struct snap_task *a, const struct snap_task *b)
{
	return a->n_cases == 1 && b->n_cases == 1 && a->cases->object == b->cases->object &&
	       a->cases->event == b->cases->event;
}

/* Take the task itself off its list: it counts on others. */
static void leave_out(struct helpers *helpers, int task)
{
	int n = 0;

	for (int i = 0; i < helpers->n; i++)
		if (helpers->list[i] != task)
			helpers->list[n++] = helpers->list[i];
	helpers->n = n;
}

/* The one of those on the list that waits as the task does, which may be itself; or NO_TASK, if none does or several do. */
static int only_alike(const struct wait_graph *g, const struct snap_task *task, const struct helpers *helpers)
{
	int only = NO_TASK, n = 0;

	for (int i = 0; i < helpers->n; i++)
		if (wait_alike(&g->s->tasks[helpers->list[i]], task)) {
			only = helpers->list[i];
			n++;
		}
	return n == 1 ? only : NO_TASK;
}

/* Fill in the task's list. Returns who of those that wait alike cannot have the same one, or NO_TASK. */
static int list_helpers(struct wait_graph *g, struct snap_task *task, struct helpers *helpers, struct arena *arena)
{
	int only;

	helpers->self = (int)(task - g->s->tasks);
	helpers->itself = false;
	helpers->n = 0;
	for (int i = 0; i < task->n_cases; i++)
		put_helpers(g, helpers, &task->cases[i]);
	for (int i = 0; i < helpers->n; i++)
		helpers->has[helpers->list[i]] = 0;
	only = only_alike(g, task, helpers);
	if (only == helpers->self || task->n_cases != 1)
		leave_out(helpers, helpers->self);
	/* Nobody counts on itself when it is for others to do. */
	if (helpers->itself && helpers->n == 0 && !ended_could(g, task))
		helpers->list[helpers->n++] = helpers->self;
	sort_ids(helpers->list, helpers->n);
	task->n_freed_by = helpers->n;
	task->freed_by = arena_alloc(arena, (size_t)helpers->n * sizeof *task->freed_by);
	if (helpers->n)
		memcpy(task->freed_by, helpers->list, (size_t)helpers->n * sizeof *task->freed_by);
	return only;
}

void wait_helpers_list(struct wait_graph *g, struct arena *arena)
{
	struct snapshot *s = g->s;
	struct helpers helpers = {
		.has = waits_allocate((size_t)s->n_tasks, 1), .list = waits_allocate((size_t)s->n_tasks, sizeof *helpers.list),
	};
	int *latest = waits_allocate((size_t)s->n_objects, sizeof *latest);   /* the last task listed that waits there, + 1 */
	int *without = waits_allocate((size_t)s->n_objects, sizeof *without); /* who cannot have its list, + 1 */

	for (int i = 0; i < s->n_tasks; i++) {
		struct snap_task *task = &s->tasks[i];
		int *at = task->n_cases ? &latest[task->cases->object + 1] : NULL;

		if (!task->stuck)
			continue;
		if (at && *at && without[task->cases->object + 1] != i + 1 && wait_alike(task, &s->tasks[*at - 1])) {
			task->n_freed_by = s->tasks[*at - 1].n_freed_by;
			task->freed_by = s->tasks[*at - 1].freed_by;
		} else {
			int only = list_helpers(g, task, &helpers, arena);

			if (only == i)
				continue;
			if (at)
				without[task->cases->object + 1] = only + 1;
		}
		if (at)
			*at = i + 1;
	}
	free(without);
	free(latest);
	free(helpers.list);
	free(helpers.has);
}
