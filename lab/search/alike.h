/*
 * alike.h - tasks that are alike, and may be swapped: states that differ only by that are one.
 *
 * Tasks are alike that run the same body on the same argument, were started by the same task at the same line, and have
 * started none themselves. What a state says of such a task, its part, is made free of its id: words of its stack that point
 * into its own stack or structure count by how far, and what objects say of it (it owns them, it is the second in line)
 * counts in its part, not in theirs. The parts of tasks that are alike are then put in order.
 *
 * Why that is sound: equal keys must mean that one state is the other with the tasks renamed. So whoever is told apart by
 * anything else is pinned, and keeps its id: when its address, or one in its stack, stands in any other place that counts
 * (another stack, memory of the pattern, what a channel or a cell holds, what a task may use). It is taken for granted that
 * patterns do not look at ids, at names, or at the order of addresses, and keep addresses as they are, aligned or not: who
 * turns one over, or cuts it in two, hides it. (Whether that is so is tried after a search: hidden.h.) That a word is an
 * address is judged by its value: a number that looks like one pins somebody in vain.
 *
 * A search that meets a cycle must not swap: its facts are about ids (states.c).
 */
#ifndef LAB_SEARCH_ALIKE_H
#define LAB_SEARCH_ALIKE_H

#include "lab/base/hash.h"
#include "lab/engine/run.h"
#include "lab/search/blank.h"
#include "lab/search/task_set.h"

struct alike;

struct alike *alike_new(void);
void alike_free(struct alike *);

/*
 * Look at the run, whose operations are blank: who is alike (nobody, unless `swaps`), and who is pinned? Of those whose
 * values are blank, too, it finds whether somebody else may read their stacks. There may be more tasks than a set has room for
 * only where nobody is alike, and no values are blank.
 */
void alike_find(struct alike *, struct run *, bool swaps, const struct blanks *);

/* The tasks whose stacks somebody else may read: the same set each time. */
const struct task_set *alike_read(const struct alike *);

/* Is the task one of those that may be swapped? Not NO_TASK. */
bool alike_is_swapped(const struct alike *, int task);

/* If the object is such a task, its part, to which what is said of it is to be added; else NULL. */
struct hash *alike_part_of(const struct alike *, const struct object *);

/* Add what counts of the stack of one that may be swapped, free of where the task lies. */
void alike_hash_stack(struct alike *, struct hash *, const struct task *);

/* For digests of objects: takes what they say of tasks that may be swapped. NULL where there are none. */
struct hash_listener *alike_listener(struct alike *);

/* Add the parts, in order. */
void alike_end(struct alike *, struct hash *);

/* From the last alike_end() on: the tasks that could be swapped for another. */
const struct task_set *alike_swapped(const struct alike *);

/* The same, by id: the place of each task among all, ids but for those that may be swapped. */
const int *alike_places(const struct alike *);

/* The same: the first task, by id, that is in every way as this one, itself or another. */
const int *alike_twins(const struct alike *);

#endif
