/*
 * wait_cycle.c - a cycle of waiting among stuck tasks, for the report to draw.
 *
 * No list of helpers is gone through twice in a search, though a task may be on many: the work is linear in the lists.
 */
#include "lab/check/wait_graph.h"

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/trace/snap_text.h"

static int *numbers(int n)
{
	int *memory = calloc((size_t)n + 1, sizeof *memory);

	if (!memory)
		panic("out of memory");
	return memory;
}

/* What the searches know. */
struct search {
	const struct snapshot *s;
	int                   *list;    /* by task: the first task that has the same list of helpers */
	long                   followed;
};

/* The same in memory; one that is empty may lie where another begins. */
static bool same_list(const struct snap_task *a, const struct snap_task *b)
{
	return a->freed_by == b->freed_by && a->n_freed_by == b->n_freed_by;
}

/* Tasks that wait alike have one list: it need not be gone through for each of them. */
static void find_lists(struct search *search)
{
	const struct snapshot *s = search->s;
	int *latest = numbers(s->n_objects + 1);        /* by what they wait for: the last list's first task, + 1 */

	for (int i = 0; i < s->n_tasks; i++) {
		const struct snap_task *task = &s->tasks[i];
		int *at = task->stuck && task->n_cases ? &latest[task->cases->object + 1] : NULL;

		search->list[i] = i;
		if (at && *at && same_list(&s->tasks[*at - 1], task))
			search->list[i] = *at - 1;
		else if (at)
			*at = i + 1;
	}
	free(latest);
}

/* The shortest cycle of stuck tasks through `start`, each freed by the next: from[] leads back along it. */
static bool cycle_through(struct search *search, int start, int *from, int *queue)
{
	const struct snapshot *s = search->s;
	int head = 0, tail = 0, *looked = numbers(s->n_tasks);  /* by list: it has been gone through */
	bool found = false;

	for (int i = 0; i < s->n_tasks; i++)
		from[i] = NO_TASK;
	queue[tail++] = start;
	while (head < tail && !found) {
		int at = queue[head++];

		for (int i = 0; !looked[search->list[at]] && !found && i < s->tasks[at].n_freed_by; i++) {
			int next = s->tasks[at].freed_by[i];

			search->followed++;
			if (!s->tasks[next].stuck || from[next] != NO_TASK)
				continue;
			from[next] = at;
			found = next == start;
			queue[tail++] = next;
		}
		looked[search->list[at]] = 1;
	}
	free(looked);
	return found;
}

/* A walk along helpers, depth-first. */
struct walk {
	int *path, depth;
	int *place;             /* by task, 0: not seen, 1: on the path, 2: leads nowhere */
	int *passed;            /* by list: how many at its head are known to lead nowhere */
};

static void enter(struct walk *walk, int task)
{
	walk->path[walk->depth++] = task;
	walk->place[task] = 1;
}

/* The first of the task's helpers that is stuck and not known to lead nowhere, or NO_TASK. */
static int next_helper(struct search *search, struct walk *walk, int task)
{
	const struct snap_task *tasks = search->s->tasks;
	int *passed = &walk->passed[search->list[task]];

	for (; *passed < tasks[task].n_freed_by; ++*passed, search->followed++) {
		int to = tasks[task].freed_by[*passed];

		if (tasks[to].stuck && walk->place[to] != 2)
			return to;
	}
	return NO_TASK;
}

/* A stuck task that is on some cycle with `root` or behind it, or NO_TASK: the first on the path that comes up again. */
static int on_cycle_behind(struct search *search, struct walk *walk, int root)
{
	enter(walk, root);
	while (walk->depth > 0) {
		int at = walk->path[walk->depth - 1], next = next_helper(search, walk, at);

		search->followed++;
		if (next == NO_TASK) {
			walk->place[at] = 2;
			walk->depth--;
		} else if (walk->place[next] == 1) {
			return next;
		} else {
			enter(walk, next);
		}
	}
	return NO_TASK;
}

static int on_some_cycle(struct search *search)
{
	const struct snapshot *s = search->s;
	struct walk walk = { .path = numbers(s->n_tasks), .place = numbers(s->n_tasks), .passed = numbers(s->n_tasks) };
	int found = NO_TASK;

	for (int root = 0; root < s->n_tasks && found == NO_TASK; root++)
		if (s->tasks[root].stuck && !walk.place[root])
			found = on_cycle_behind(search, &walk, root);
	free(walk.path);
	free(walk.place);
	free(walk.passed);
	return found;
}

/* Lay down the cycle through `start` that from[] leads back along. */
static void keep_cycle(struct snapshot *s, int start, const int *from, struct arena *arena)
{
	int n = 1;

	for (int at = from[start]; at != start; at = from[at])
		n++;
	s->n_cycle = n;
	s->cycle = arena_alloc(arena, (size_t)n * sizeof *s->cycle);
	for (int at = from[start]; at != start; at = from[at])
		s->cycle[--n] = at;
	s->cycle[0] = start;
}

/*
 * Tasks that all wait for the same, each of which could free the others, are a cycle in any order: all of them are it, and
 * none of them waits for itself.
 */
static void keep_group(struct snapshot *s, int start, struct arena *arena)
{
	const struct snap_task *first = &s->tasks[start];

	s->n_cycle = 0;
	s->cycle = arena_alloc(arena, (size_t)first->n_freed_by * sizeof *s->cycle);
	for (int i = 0; i < first->n_freed_by; i++) {
		const struct snap_task *task = &s->tasks[first->freed_by[i]];

		if (task->stuck && task->n_cases == 1 && task->cases->object == first->cases->object &&
		    task->cases->event == first->cases->event)
			s->cycle[s->n_cycle++] = first->freed_by[i];
	}
}

long wait_graph_cycle(struct snapshot *s, struct arena *arena)
{
	struct search search = { .s = s, .list = numbers(s->n_tasks) };
	int *from = numbers(s->n_tasks), *queue = numbers(s->n_tasks);
	int start = 0;

	find_lists(&search);
	if (!(s->tasks[0].stuck && cycle_through(&search, 0, from, queue))) {
		start = on_some_cycle(&search);
		if (start != NO_TASK)
			must(cycle_through(&search, start, from, queue));
	}
	if (start != NO_TASK && from[start] == start && s->tasks[start].n_freed_by > 1)
		keep_group(s, start, arena);
	else if (start != NO_TASK)
		keep_cycle(s, start, from, arena);
	free(queue);
	free(from);
	free(search.list);
	return search.followed;
}
