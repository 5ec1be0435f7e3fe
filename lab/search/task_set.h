/*
 * task_set.h - a set of tasks, by their ids: as many as a search by states holds apart.
 *
 * Invariant
 *   The first n words mean something, the others are as if they were 0: with few tasks a set is one word, be it cleared, united
 *   or copied. It has no memory of its own, so it may stand in what is copied, or kept by the thousand; all zero it is empty.
 */
#ifndef LAB_SEARCH_TASK_SET_H
#define LAB_SEARCH_TASK_SET_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/base/panic.h"

enum { TASK_SET_WORDS = 16, MOST_IN_TASK_SET = 64 * TASK_SET_WORDS };

struct task_set {
	int      n;
	uint64_t word[TASK_SET_WORDS];
};

static inline void task_set_clear(struct task_set *set)
{
	set->n = 0;
}

/* So many words mean something, at least. */
static inline void task_set_widen(struct task_set *set, int n)
{
	while (set->n < n)
		set->word[set->n++] = 0;
}

/* Nobody, and the clock, are in none. */
static inline bool task_set_has(const struct task_set *set, int task)
{
	unsigned id = (unsigned)task;

	return id / 64 < (unsigned)set->n && set->word[id / 64] >> id % 64 & 1;
}

/* A task that a set has room for. */
static inline void task_set_add(struct task_set *set, int task)
{
	must(task >= 0 && task < MOST_IN_TASK_SET);
	task_set_widen(set, task / 64 + 1);
	set->word[task / 64] |= (uint64_t)1 << task % 64;
}

static inline void task_set_unite(struct task_set *set, const struct task_set *with)
{
	task_set_widen(set, with->n);
	for (int i = 0; i < with->n; i++)
		set->word[i] |= with->word[i];
}

/* Those of `set` that are not in `others`. */
static inline void task_set_subtract(struct task_set *set, const struct task_set *others)
{
	for (int i = 0; i < set->n && i < others->n; i++)
		set->word[i] &= ~others->word[i];
}

static inline void task_set_copy(struct task_set *set, const struct task_set *from)
{
	set->n = from->n;
	for (int i = 0; i < from->n; i++)
		set->word[i] = from->word[i];
}

static inline bool task_set_is_empty(const struct task_set *set)
{
	for (int i = 0; i < set->n; i++)
		if (set->word[i])
			return false;
	return true;
}

static inline int task_set_size(const struct task_set *set)
{
	int size = 0;

	for (int i = 0; i < set->n; i++)
		size += __builtin_popcountll(set->word[i]);
	return size;
}

/* Is everybody of `a` in `b`? */
static inline bool task_set_is_within(const struct task_set *a, const struct task_set *b)
{
	for (int i = 0; i < a->n; i++)
		if (a->word[i] & ~(i < b->n ? b->word[i] : 0))
			return false;
	return true;
}

static inline bool task_set_is_same(const struct task_set *a, const struct task_set *b)
{
	return task_set_is_within(a, b) && task_set_is_within(b, a);
}

/* The first task in it that is not below `from` >= 0, or -1. */
static inline int task_set_next(const struct task_set *set, int from)
{
	for (int i = from / 64; i < set->n; i++) {
		uint64_t left = set->word[i] & (i == from / 64 ? ~(uint64_t)0 << from % 64 : ~(uint64_t)0);

		if (left)
			return 64 * i + __builtin_ctzll(left);
	}
	return -1;
}

#endif
