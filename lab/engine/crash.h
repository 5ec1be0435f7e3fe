/*
 * crash.h - a task that does what the system does not let a program survive: SIGSEGV, SIGBUS, SIGFPE, SIGILL,
 * SIGTRAP, abort().
 *
 * Where the processor is known (x86-64, AArch64) such a fault in a task's own code becomes a fault of its run, with the
 * verdict crash, as if the task had called run_fail() where it stood. While the lab's own code runs for the task
 * (task->inside), and outside of tasks, the program dies of it as ever.
 * A loop that calls nobody, as while (1), and a call in which the system lets a fiber wait, as read() from a pipe, are left
 * by the run's brake (run.h), which clocks ask on their behalf.
 */
#ifndef LAB_ENGINE_CRASH_H
#define LAB_ENGINE_CRASH_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct task;

enum { CRASH_STACK_BYTES = 32 * 1024 }; /* what the signal's handler runs on: with all registers of today's processors */

/*
 * By the supervisor, when it makes a run: from here on, until crash_unwatch() when that is freed, what tasks do wrong is
 * caught. The calling thread, which carries fibers, gets a stack for that, and keeps it. Runs may overlap.
 */
void crash_watch(void);
void crash_unwatch(void);

/*
 * Of runs by turns that have no brake, as those that are made again to be looked at: one that computes for long, or waits in a call
 * of the system, is left when `wanted` says so. It is asked by a handler of signals; NULL: never.
 */
void crash_stop_if(bool (*wanted)(void));

/* By a process that has just been forked, for its own runs: what it inherits knows of no time. */
void crash_forked(void);

/* Take out of the set what must not be blocked in a task. */
void crash_keep_signals(sigset_t *);

/* By the thread of a task, when it begins: `stack`, of CRASH_STACK_BYTES, is its own for that. */
void crash_watch_thread(char *stack);

/*
 * Ask this first where something writes to an address at which that is not allowed: true when it is now, and the write
 * is to be made again. It is asked by a handler of signals, whoever's write it was.
 */
void crash_ask(bool (*let_write)(uintptr_t address));

/* A pointer that leads nowhere is the mistake of the task that passes it on: look at it before the lab's own work begins. */
static inline void crash_try(const void *pointer)
{
	(void)*(const volatile char *)pointer;
}

#endif
