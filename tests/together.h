/*
 * together.h - what one process finds, and what several do that make the search together: for test_share.c and test_lend.c.
 */
#ifndef TESTS_TOGETHER_H
#define TESTS_TOGETHER_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lab/search/world.h"

/* What came of a search. */
struct found {
	struct exploration ends;
	long               states;              /* or schedules */
	struct task_set    swapped;
	const char        *limit;
	int                cores, killed;
	bool               watched;             /* for races: then there may be more states */
};

/* Who was forked is killed, wherever it is. How many there were. */
static inline int kill_others(void)
{
	char path[64];
	int pid, n = 0;
	FILE *file;

	snprintf(path, sizeof path, "/proc/self/task/%ld/children", (long)getpid());
	file = fopen(path, "r");
	while (file && fscanf(file, "%d", &pid) == 1)
		n += kill((pid_t)pid, SIGKILL) == 0;
	if (file)
		fclose(file);
	return n;
}

static inline bool same_finals(const struct exploration *a, const struct exploration *b)
{
	bool same = a->n_finals == b->n_finals;

	for (int i = 0; i < a->n_finals && same; i++)
		for (int k = 0; k < b->n_finals; k++)
			if (!strcmp(a->finals[i].name, b->finals[k].name))
				same = same && a->finals[i].n == b->finals[k].n &&
				       !memcmp(a->finals[i].values, b->finals[k].values, (size_t)a->finals[i].n * sizeof *a->finals[i].values);
	return same;
}

/* What is not the same, or NULL. */
static inline const char *difference(const struct found *alone, const struct found *shared)
{
	const struct exploration *a = &alone->ends, *b = &shared->ends;

	for (int v = 0; v < VERDICT_COUNT; v++)
		if ((shared->watched ? !a->ends[v] != !b->ends[v] : a->ends[v] != b->ends[v]) || !a->bad[v] != !b->bad[v])
			return "how many ends";
	if (shared->limit)
		return shared->limit;
	if (shared->watched ? shared->states < alone->states : shared->states != alone->states)
		return "how many there are";
	if (!task_set_is_same(&alone->swapped, &shared->swapped))
		return "who is swapped";
	if (a->leaked_least != b->leaked_least || a->leaked_most != b->leaked_most)
		return "how many are left behind";
	if (a->n_tasks != b->n_tasks || (!shared->watched && a->schedules != b->schedules) || !a->good != !b->good)
		return "what the run did";
	return same_finals(a, b) ? NULL : "the final values";
}

#endif
