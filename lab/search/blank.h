/*
 * blank.h - while a state is looked at: what of the pending operations is no part of it is zero.
 *
 * That is where they wait in their queues, when they are over as an absolute time, and the bytes that an operation is sure
 * to write, whatever they are, before its task goes on: an idle worker's old job. Those stand on the task's own stack; they
 * do count where somebody else might read them meanwhile, for an address of them, or of anything on that stack, stands
 * somewhere else (alike.h finds that out).
 */
#ifndef LAB_SEARCH_BLANK_H
#define LAB_SEARCH_BLANK_H

#include "lab/engine/run.h"

enum { MOST_FILLED = 64 };              /* bytes of one value */

struct blank {
	struct op  *op;                 /* NULL: the task has none */
	struct list links[MAX_CASES];
	int64_t     deadline;
	struct op  *next_woken;
	size_t      filled;             /* bytes of the value that are blank */
	char        value[MOST_FILLED];
};

/*
 * Where that part of a task's stack begins that counts. Where it is the task's base, its operation, of one case, is not in it,
 * and these words stand for that.
 */
static inline const char *live_stack(const struct task *task)
{
	const struct op *op = atomic_load_explicit(&((struct task *)(uintptr_t)task)->op, memory_order_relaxed);

	return op && task->base ? task->base : task->context;
}

struct pending {
	const void *here, *object, *value;
	uint64_t    how;
};

static inline struct pending pending_of(const struct op *op)
{
	const struct op_case *c = op->cases;

	return (struct pending){ op->here, c->object, c->value, (uint64_t)c->kind << 2 | (uint64_t)op->noted << 1 | op->late };
}

/* All zero is an empty one. */
struct blanks {
	struct blank *list;             /* by task */
	int           n, room;
	bool          fills;            /* some value is blank */
};

/* Make it so, of every task; `values`: the values, too. Then put everything back. */
void blanks_make(struct blanks *, struct run *, bool values);
void blanks_end(struct blanks *);

/* The value of that task counts: put it back. */
void blanks_show(struct blanks *, int task);

/* Other bytes than there are where the task's operation is sure to write. */
void blank_overwrite(struct task *);

void blanks_free(struct blanks *);

#endif
