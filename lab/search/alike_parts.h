/*
 * alike_parts.h - what the three pieces of alike.h share: alike.c (who is alike), alike_pins.c (who is told apart all the same)
 * and alike_key.c (their parts, in order).
 */
#ifndef LAB_SEARCH_ALIKE_PARTS_H
#define LAB_SEARCH_ALIKE_PARTS_H

#include "lab/search/alike.h"
#include "lab/search/seen.h"

enum { MOST_ALIKE = MOST_IN_TASK_SET };

/* A range of addresses. */
struct range {
	uintptr_t low, size;
};

struct alike {
	struct hash_listener listener;          /* must be first */
	struct run          *run;
	struct task_set      members;           /* tasks that have others like them */
	struct task_set      watched;           /* whose stacks matter: those, and those with blank values */
	struct task_set      pinned, read;      /* of the members: something else names them; of the watched: their stacks */
	struct task_set      loose;             /* members that are not pinned */
	struct task_set      swapped;           /* of those: all of whose kind there are several */
	struct task_set     *pins, *reads;      /* where it is noted who is pinned, and read */
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
	int                  places[MOST_ALIKE], twins[MOST_ALIKE];
};

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

/* Add which tasks are in the set, however it is kept. */
void alike_hash_set(struct hash *, const struct task_set *);

#endif
