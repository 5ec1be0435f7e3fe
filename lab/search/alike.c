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

static uint64_t parents(const struct run *run)
{
	uint64_t set = 1;               /* main, whoever it has started */

	for (int i = 1; i < run->n_tasks; i++)
		set |= (uint64_t)1 << run->tasks[i]->parent;
	return set;
}

static void find_members(struct alike *alike)
{
	const struct run *run = alike->run;
	uint64_t busy = parents(run);

	for (int i = 1; i < run->n_tasks; i++) {
		if (has(busy, i))
			continue;
		alike->first[i] = i;
		for (int k = i - 1; k > 0; k--)
			if (!has(busy, k) && are_alike(run->tasks[k], run->tasks[i])) {
				alike->first[i] = alike->first[k];
				alike->members |= (uint64_t)1 << i | (uint64_t)1 << k;
				break;
			}
	}
}

/* ---- All of it ---- */

void alike_find(struct alike *alike, struct run *run, bool swaps, const struct blanks *blanks)
{
	alike->run = run;
	alike->members = alike->watched = alike->pinned = alike->read = alike->swapped = 0;
	if (run->n_tasks > MOST_ALIKE) {
		alike->read = ~(uint64_t)0;
		return;
	}
	if (swaps)
		find_members(alike);
	alike->watched = alike->members;
	for (int i = 0; i < run->n_tasks && blanks->fills; i++)
		alike->watched |= (uint64_t)(blanks->list[i].filled > 0) << i;
	if (!alike->watched)
		return;
	alike_pin(alike, blanks);
	alike_begin_parts(alike);
}

uint64_t alike_read(const struct alike *alike)
{
	return alike->read;
}

bool alike_is_swapped(const struct alike *alike, int task)
{
	return has(alike->swapped, task);
}
