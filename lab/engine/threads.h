/*
 * threads.h - tasks as pthreads: started, counted, joined. For engines.
 */
#ifndef LAB_ENGINE_THREADS_H
#define LAB_ENGINE_THREADS_H

#include <stdbool.h>
#include <stdint.h>

struct run;
struct task;

enum { THREAD_STACK_BYTES = 256 * 1024 };       /* and CRASH_STACK_BYTES above them */

/*
 * Start a thread that runs body(task), which begins with thread_enter() and ends with thread_leave(). False when the
 * system refuses.
 */
bool thread_start(struct task *, void *(*body)(void *));

/* The calling thread is this task's. `stack`, of CRASH_STACK_BYTES, lasts as long as the thread. */
void thread_enter(struct task *, char *stack);

/* The calling task's thread is about to end: the last thing it does with the run. */
void thread_leave(struct task *);

/*
 * Wait until every thread of the run has left, and join them. False when some have not though all that are left were
 * given `patience` ns: see given.h.
 */
bool threads_end(struct run *, int64_t patience);

#endif
