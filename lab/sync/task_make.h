/*
 * task_make.h - starting a task in two steps, and ending one early: for those who make tasks for others.
 */
#ifndef LAB_SYNC_TASK_MAKE_H
#define LAB_SYNC_TASK_MAKE_H

#include <stdint.h>

#include "lab/engine/engine.h"
#include "lab/sync/tasks.h"

/* A task that may touch anything, not yet started: it has its id. `name` is copied. */
struct task *task_make(void (*body)(void *), void *arg, const char *here, const char *name);

/* Start it. */
void task_begin(struct task *, const char *here);

/* The calling task ends, as if its body had returned. */
_Noreturn void task_leave(void);

/*
 * Ask a task to end. False: it was joined, or has ended and was detached, so nothing may be done with it. Has the calling
 * task been asked to? When not `sure`, it may be overlooked.
 */
bool task_cancel_(struct task *, const char *here);
bool task_cancelled_(bool sure, const char *here);

/*
 * task_take_(), but wait no longer than until `deadline`. DONE_NOT: it has been detached. DONE_TIMEOUT, DONE_CANCELLED: others
 * may join it.
 */
enum done task_take_until_(struct task *, int64_t deadline, const char *here);

/* The same of one that has ended; false with `*busy` when it has not, and nothing is done. */
bool task_try_(struct task *, bool *busy, const char *here);

/* Do nothing for `ns` of the run's time, or until a cancel is heeded. */
void task_sleep_ns(int64_t ns, const char *here);

#endif
