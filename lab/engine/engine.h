/*
 * engine.h - how tasks get to move.
 *
 * A primitive sees one function, engine_perform(). An engine is one of these tables; the free engine lets real
 * pthreads run in parallel, the plan engine only finds out who is started with which declared uses.
 */
#ifndef LAB_ENGINE_ENGINE_H
#define LAB_ENGINE_ENGINE_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/engine/op.h"

struct run;
struct task;

enum choice { CHOOSE_CASE, CHOOSE_NUMBER };     /* which ready case of a select; what a pattern asks for */

struct engine {
	const char *name;                               /* "free" */
	bool  at_once;                                  /* an op that can complete at once may: see fast.h */
	void (*perform)(struct op *);                   /* return when the op is complete; or unwind */
	bool (*start)(struct task *);                   /* let a new task move; false: the system refuses */
	void (*unwind)(struct task *);                  /* leave the body of the calling task; never returns */
	void (*leave)(struct task *);                   /* end the calling task, as if its body had returned; never returns */
	int  (*choose)(struct task *, int n, enum choice);      /* 0 .. n-1; n at least 1 */
	int64_t (*now)(struct run *);                   /* the run's clock, in ns */
	/* by the supervisor */
	void (*open)(struct run *);                     /* the run is new; may be NULL */
	void (*close)(struct run *);                    /* the run is about to be freed; may be NULL */
	bool (*wait)(struct run *, int64_t deadline);   /* let the run go on: see run_wait(), faults aside */
	bool (*stop)(struct run *, int64_t patience);   /* run->stopping is set: end every task, see run_stop() */
};

extern const struct engine free_engine, plan_engine;    /* and turn_engine: turn.h */

/*
 * Perform one operation of the calling task: it is held to what it declared, then it is completed, perhaps after a wait.
 * Returns the index of the case that completed, OP_DEFAULT or OP_TIMEOUT. A misuse ends the run. Does not return when
 * the run is being stopped.
 */
int engine_perform(struct op *);

/* Perform a plain operation: one case. Returns whether it completed (see op_case.completed). */
bool engine_do(struct object *, int kind, void *value, const char *here);

/* What engine_do() does; `base`: see task->base, and enter.c. */
bool engine_do_from(struct object *, int kind, void *value, const char *here, const char *base)
	__attribute__((visibility("hidden")));

/*
 * The same, but wait no longer than until `deadline` on the run's clock (NO_DEADLINE: as long as it takes). It is done
 * when it can be, be the deadline over. DONE_TIMEOUT: nothing has been done.
 */
enum done { DONE_NOT, DONE_WELL, DONE_TIMEOUT, DONE_CANCELLED };
enum done engine_do_until(struct object *, int kind, void *value, int64_t deadline, const char *here);

/*
 * The same, but a task that heeds a cancel at cancellation points (task->heeds) waits for that, too; engine_lock_until(): a
 * task that heeds one always. DONE_CANCELLED: nothing has been done, and task->struck is set: who has set task->heeds looks
 * there.
 */
enum done engine_wait_until(struct object *, int kind, void *value, int64_t deadline, const char *here);
enum done engine_lock_until(struct object *, int kind, void *value, int64_t deadline, const char *here);

/* Do nothing until `ns` of the run's time have passed, or a cancel is heeded; 0 or less returns at once. */
void engine_sleep(int64_t ns, const char *here);

/* The calling task's run's time `ns` from now, as a deadline. */
int64_t engine_deadline(int64_t ns);

/* ns of CLOCK_MONOTONIC. */
int64_t clock_now(void);

#endif
