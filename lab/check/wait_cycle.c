/*
 * wait_cycle.c - a cycle of waiting among stuck tasks, for the report to draw.
 */
#include "lab/check/wait_graph.h"

#include <stdlib.h>

#include "lab/base/panic.h"

static int *numbers(int n)
{
	int *memory = calloc((size_t)n + 1, sizeof *memory);

	if (!memory)
		panic("out of memory");
	return memory;
}

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

void wait_graph_cycle(struct snapshot *s, struct arena *arena)
{
	int *from = numbers(s->n_tasks), *queue = numbers(s->n_tasks);
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
