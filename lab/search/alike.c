/* alike.c - see alike.h. */
#include "lab/search/alike_parts.h"

#include <stdlib.h>

#include "lab/base/panic.h"

struct alike *alike_new(void)
{
	struct alike *alike = calloc(1, sizeof *alike);

	if (!alike)
		panic("out of memory");
	return alike;
}

void alike_free(struct alike *alike)
{
	if (!alike)
		return;
	for (int i = 0; i < MOST_ALIKE; i++)
		free(alike->parts[i]);
	seen_free(&alike->stacks_seen);
	free(alike);
}

/* ---- Who is alike ---- */

static bool are_alike(const struct task *a, const struct task *b)
{
	return a->body == b->body && a->arg == b->arg && a->parent == b->parent && a->started_at == b->started_at;
}

static void find_parents(const struct run *run, struct task_set *set)
{
	task_set_clear(set);
	task_set_add(set, 0);           /* main, whoever it has started */
	for (int i = 1, last = 0; i < run->n_tasks; i++) {
		int parent = run->tasks[i]->parent;

		if (parent != last)
			task_set_add(set, parent);
		last = parent;
	}
}

static void find_members(struct alike *alike)
{
	const struct run *run = alike->run;
	struct task_set busy;

	find_parents(run, &busy);
	for (int i = 1; i < run->n_tasks; i++) {
		if (task_set_has(&busy, i))
			continue;
		alike->first[i] = i;
		for (int k = i - 1; k > 0; k--)
			if (!task_set_has(&busy, k) && are_alike(run->tasks[k], run->tasks[i])) {
				alike->first[i] = alike->first[k];
				task_set_add(&alike->members, i);
				if (alike->first[k] == k)
					task_set_add(&alike->members, k);
				break;
			}
	}
}

/* ---- All of it ---- */

void alike_find(struct alike *alike, struct run *run, bool swaps, const struct blanks *blanks)
{
	alike->run = run;
	task_set_clear(&alike->members);
	task_set_clear(&alike->watched);
	task_set_clear(&alike->pinned);
	task_set_clear(&alike->read);
	task_set_clear(&alike->loose);
	must(run->n_tasks <= MOST_ALIKE || (!swaps && !blanks->fills));
	if (swaps)
		find_members(alike);
	task_set_copy(&alike->watched, &alike->members);
	for (int i = 0; i < run->n_tasks && blanks->fills; i++)
		if (blanks->list[i].filled > 0)
			task_set_add(&alike->watched, i);
	if (task_set_is_empty(&alike->watched))
		return;
	alike_pin(alike, blanks);
	alike_begin_parts(alike);
}

const struct task_set *alike_read(const struct alike *alike)
{
	return &alike->read;
}

bool alike_is_swapped(const struct alike *alike, int task)
{
	return task_set_has(&alike->loose, task);
}
