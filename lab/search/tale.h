/*
 * tale.h - a schedule told: who did what to which object, and who had to wait for whom then.
 */
#ifndef LAB_SEARCH_TALE_H
#define LAB_SEARCH_TALE_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/base/arena.h"
#include "lab/base/buf.h"
#include "lab/engine/run.h"

/* A task that must wait after a step. */
struct told_wait {
	int         task;
	const char *what;               /* "fork-0 (held by philosopher-0)" */
};

struct told_step {
	int         task, partner;      /* CLOCK_TASK: it was the clock's step; partner NO_TASK: it moved alone */
	const char *what;               /* "lock fork-0", "send 3 to jobs (worker-1 receives it)" */
	const char *operation;          /* "lock"; "" where it is no object's */
	const char *object;             /* "fork-0"; NULL where there is none, or it is the task itself */
	const char *here;               /* "dining.c:44" */
	const char *fault;              /* what it did wrong by this, or NULL */
	bool        could;              /* the task that had moved before could have gone on */
	int         n_waits;
	struct told_wait *waits;
};

struct tale {
	long              n;            /* fewer than were asked for when the schedule does not fit */
	struct told_step *steps;
	const char       *fault;        /* what somebody did wrong before any step, or NULL */
	const char       *fault_here;
	int               culprit;      /* who */
	int               n_tasks;
	const char      **tasks;        /* names by id */
	int               switches;     /* steps by another task than the one before */
	int               preemptions;  /* those where the one before could have gone on */
};

/*
 * Run again by these n steps and write down what happens, in `arena`. NULL with a sentence in `*error` (malloc'ed) when
 * the run cannot be made.
 */
struct tale *tale_tell(const struct run_options *, const struct step *, long n, struct arena *, char **error);

/* The name of who made a step. */
const char *tale_who(const struct tale *, int task);

#endif
