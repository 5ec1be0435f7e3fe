/*
 * seen.h - stacks that were looked at before: of most tasks the stack is as it was a move ago, so what was found out about it
 * is kept, and a stack that is the same byte by byte is not read again.
 */
#ifndef LAB_SEARCH_SEEN_H
#define LAB_SEARCH_SEEN_H

#include "lab/base/hash.h"
#include "lab/search/blank.h"
#include "lab/search/task_set.h"

enum { SEEN_KEPT = 4, SEEN_MOST = 4096 };       /* so many of each task; longer stacks are looked at each time */

/* What of a task's stack counts besides the bytes from live_stack() on. */
struct seen_head {
	const struct task *task;
	const char        *low;
	size_t             size;
	uint64_t           control;             /* the word at its very end: see fiber.c */
	struct pending     pending;             /* all zero where the operation is on the stack itself */
	struct key         about;               /* the caller's: what was found out is true for that */
};

struct seen {
	struct seen_head head;
	bool             known;                 /* what follows has been found out */
	struct task_set  pinned, read;          /* the caller's: see alike_pins.c */
	bool             keyed;
	struct key       key;
	char             bytes[SEEN_MOST];
};

/* All zero is an empty one. */
struct seen_stacks {
	struct seen *list[MOST_IN_TASK_SET][SEEN_KEPT]; /* by task; NULL: none yet */
	int          next[MOST_IN_TASK_SET];
	struct seen  once;                      /* of a stack that is too long: has no bytes */
};

/*
 * The task stands, its operation is blank. What is known about its stack; not `known` when it was not seen before. Valid until
 * the same task is asked for SEEN_KEPT times more; of a long stack until the next call.
 */
struct seen *seen_look(struct seen_stacks *, const struct task *, struct key about);

void seen_free(struct seen_stacks *);

#endif
