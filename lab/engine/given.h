/*
 * given.h - how much time the tasks of a run were given: what patience with them is measured in. Real threads only.
 *
 * A clock on the wall does not tell a task that gets nowhere from one that wants to move and is given no processor. So
 * each task has an account. What goes into it, from one look to the next:
 *
 *   the processor time it had;
 *   all of the time, when it is found asleep in the lab: it waits for the clock, or for others;
 *   a part of the time, when it is found asleep elsewhere, in a call of the system: see given_look();
 *   nothing for waiting for a processor, however long.
 *
 * Whether a thread sleeps or waits for a processor only Linux tells. Elsewhere a task that waits for the clock counts as
 * asleep, and one in a call of the system as waiting for a processor: patience with that one does not end.
 */
#ifndef LAB_ENGINE_GIVEN_H
#define LAB_ENGINE_GIVEN_H

#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

struct run;
struct task;

enum thread_word { THREAD_NONE, THREAD_STARTED, THREAD_RUNS, THREAD_LEFT };

struct given {
	atomic_int thread;              /* enum thread_word */
	/* the thread's, before it is THREAD_RUNS */
	clockid_t  clock;               /* its processor time */
	int        id;                  /* the system's; 0: unknown */
	/* the supervisor's */
	int        span;                /* of the account: see run->given_span */
	int64_t    used;                /* processor time at the last look */
	int64_t    had;                 /* the account, ns */
};

/* By a thread, when it begins: it can be looked at. */
void given_begin(struct given *);

/* By the supervisor: all accounts begin anew, at the next look. */
void given_anew(struct run *);

/*
 * By the supervisor: `ns` have passed since it looked last. Returns the least account of a task that could go on by
 * itself, enlarged by as much as these are more than the processors: with a machine to itself the run would have had it
 * in that time. 0 when no task could go on. Of time asleep outside of the lab one part in `outside` counts.
 */
int64_t given_look(struct run *, int64_t ns, int outside);

#endif
