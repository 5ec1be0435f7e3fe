/*
 * after.h - a function called after a time, in a task of its own, unless it is stopped before: Go's time.AfterFunc.
 *
 * It is made of a timer, and a channel that is closed when it is stopped: "timer NAME" and "stop NAME" in the trace. What
 * comes before call_after() comes before the call.
 */
#ifndef LAB_SYNC_AFTER_H
#define LAB_SYNC_AFTER_H

#include "lab/sync/chan.h"
#include "lab/sync/tasks.h"
#include "lab/sync/timer.h"

struct after;

/*
 * Call body(arg) `ms` >= 0 milliseconds from now. `uses` is what the function may touch, as for task_go(); the name, a
 * format, is its task's, which is there from now on and ends when the function has returned, or when it is stopped.
 *
 *     struct after *late = call_after(100, give_up, job, USES(CLOSES(job->done)), "give-up");
 */
#define call_after(ms, body, arg, uses, ...) call_after_(ms, body, arg, uses, HERE, __VA_ARGS__)

struct after *call_after_(int ms, void (*body)(void *), void *arg, struct uses, const char *here, const char *name, ...)
	__attribute__((format(printf, 6, 7)));

/* Do not call it. False when it is too late, or was stopped before: the function has been called, or will be at once. */
#define after_stop(after) after_stop_(after, HERE)
bool after_stop_(struct after *, const char *here);

/* The task that calls it: to join. */
struct task *after_task(const struct after *);

/* Declared uses: to stop it. */
#define STOPS(after) SETS(after_timer(after)), CLOSES(after_stopped(after))
struct timer *after_timer(const struct after *);
struct chan *after_stopped(const struct after *);

#endif
