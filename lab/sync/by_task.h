/*
 * by_task.h - what an object remembers of each task: who reads, who waits.
 *
 * A table by task id. It grows before an operation, so that apply() need not allocate.
 */
#ifndef LAB_SYNC_BY_TASK_H
#define LAB_SYNC_BY_TASK_H

#include <stdatomic.h>

#include "lab/engine/task.h"

struct by_task {
	atomic_int     room;
	struct entry  *list;            /* guarded by the object's lock */
};

struct entry {
	struct task *task;              /* NULL: it has never come here */
	int64_t      mark;
};

/* Make sure that the calling task has its place in the table of `object`. No lock is held. */
void by_task_reserve(struct object *object, struct by_task *);

/* The place of a task; NULL when it has none. The object's lock is held. */
static inline struct entry *by_task_of(const struct by_task *table, const struct task *task)
{
	return task->id < table->room ? &table->list[task->id] : NULL;
}

/*
 * Add what distinguishes one table from another. The object's lock is held. `which`: of the object's tables, from 1 to 3,
 * for what is said of a task that is told apart by nothing else.
 */
void by_task_digest(const struct object *, const struct by_task *, int which, struct hash *);

#endif
