/*
 * alike_parts.h - what the three pieces of alike.h share: alike.c (who is alike), alike_pins.c (who is told apart all the same)
 * and alike_key.c (their parts, in order).
 */
#ifndef LAB_SEARCH_ALIKE_PARTS_H
#define LAB_SEARCH_ALIKE_PARTS_H

#include "lab/check/race.h"
#include "lab/search/alike.h"
#include "lab/search/seen.h"

enum { MOST_ALIKE = 64 };

/* A range of addresses. */
struct range {
	uintptr_t low, size;
};

struct alike {
	struct hash_listener listener;          /* must be first */
	struct run          *run;
	uint64_t             members;           /* tasks that have others like them */
	uint64_t             watched;           /* whose stacks matter: those, and those with blank values */
	uint64_t             pinned, read;      /* of the members: something else names them; of the watched: their stacks */
	uint64_t             swapped;           /* members that are not pinned */
	int                  first[MOST_ALIKE]; /* of a member: the first like it */
	struct range         stacks, tasks;     /* all stacks that are watched, all members, and more */
	uint64_t             sixth[2];          /* of addresses in those: see may_be_packed() */
	bool                 straddle;          /* those are not all */
	struct range         stack[MOST_ALIKE];
	struct hash          nothing;           /* where digests go that are read for what objects hold; and for keys of little */
	struct key           about;             /* which tasks are where, and which of them are watched */
	struct seen_stacks   stacks_seen;
	struct seen         *seen[MOST_ALIKE];  /* of each task that stands */
	struct hash         *parts[MOST_ALIKE]; /* made when first needed */
	struct key           keys[MOST_ALIKE];
	int                  places[RACE_MOST_VIEWED], twins[RACE_MOST_VIEWED];
};

static inline bool has(uint64_t set, int task)
{
	return task >= 0 && task < MOST_ALIKE && set >> task & 1;
}

static inline bool is_in(const struct range *range, uintptr_t word)
{
	return word - range->low < range->size;
}

static inline struct range task_range(const struct run *run, int task)
{
	return (struct range){ (uintptr_t)run->tasks[task], sizeof *run->tasks[task] };
}

/* Find out who is pinned, and whose stacks somebody else may read. */
void alike_pin(struct alike *, const struct blanks *);

/* It is known who may be swapped: their parts are empty. */
void alike_begin_parts(struct alike *);

#endif
