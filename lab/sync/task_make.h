/*
 * task_make.h - starting a task in two steps, and ending one early: for those who make tasks for others.
 */
#ifndef LAB_SYNC_TASK_MAKE_H
#define LAB_SYNC_TASK_MAKE_H

#include <stdint.h>

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

/* Do nothing for `ns` of the run's time, or until a cancel is heeded. */
void task_sleep_ns(int64_t ns, const char *here);

#endif
