/*
 * task.h - a flow of control in a run.
 *
 * state, a word that others may change:
 *
 *     TASK_MOVING --(joins the queues)--> TASK_SPINNING --(gives up the processor)--> TASK_ASLEEP or TASK_DOZING
 *          ^                                   |                                          |
 *          |                                   +------------- task_claim() ---------------+
 *          +----- TASK_RELEASED <-- (results written) -- TASK_CLAIMED <--+
 *                       ^                                   |
 *                       +------- (results written) -- TASK_AWAITED
 *
 *   TASK_AWAITED is claimed, and the task has gone to sleep until the results are written.
 *   TASK_DOZING is asleep with a deadline: it will move by itself, so it counts as awake in run->awake.
 */
#ifndef LAB_ENGINE_TASK_H
#define LAB_ENGINE_TASK_H

#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "lab/base/rng.h"
#include "lab/engine/given.h"
#include "lab/engine/moment.h"
#include "lab/engine/object.h"
#include "lab/engine/use.h"
#include "lab/trace/trace.h"

enum task_word { TASK_MOVING, TASK_SPINNING, TASK_ASLEEP, TASK_DOZING, TASK_CLAIMED, TASK_AWAITED, TASK_RELEASED };

/*
 * Of a task that may be joined once, or detached, and no more: who wants to join it takes it first. That is a misuse when
 * it was done before, and is not done when it has been detached.
 */
enum taken { NOT_TAKEN, TAKEN_JOINED, TAKEN_DETACHED };

/* Which waits a cancel ends: none, those for long (POSIX's cancellation points), or any that it can. */
enum heeds { HEEDS_NOT, HEEDS_AT_POINTS, HEEDS_ALWAYS };

struct task {
	struct object    object;        /* what others join; must be first */

	/* read-only once started */
	struct run      *run;
	int              id;            /* 0 is main */
	int              parent;        /* id, or NO_TASK */
	const char      *started_at;    /* static storage; NULL for main */
	void           (*body)(void *);
	void            *arg;

	/* the task's own; under the run's lock when others look */
	struct use      *uses;
	int              n_uses, uses_room;
	bool             declared;      /* false: may touch anything */
	int              breaches;      /* so often it has done what it had not declared: see declared.h */
	bool             exposed;       /* others may cancel it, or ask whether it has ended: that it ends is an operation. Set before it starts */
	volatile bool    inside;        /* the lab's own code runs for it: see crash.h */
	char            *stack;         /* its upper end, about, of so many bytes; NULL: not known */
	size_t           stack_size;

	/* the task's own */
	struct rng       rng;
	struct thrift    thrift;
	sigjmp_buf       start;         /* where it unwinds to when the run is stopped */
	pthread_t        thread;
	struct task     *next_ended;    /* in run->ended */

	struct given     given;

	/* the task's own while it moves, the claimer's while it is claimed */
	struct trace_log log;
	void            *context;       /* turn engine: where its fiber stands */
	const char      *base;          /* of what counts on its stack; below lie the operation and what is not its business.
	                                   NULL: all of it counts */
	atomic_int       go;            /* turn engine, threads: 1 when it is this task's turn */
	bool             dead;          /* turn engine: it has unwound */
	bool             leaving;       /* threads: it has jumped to its start to end there */
	enum heeds       heeds;         /* the task's own: which waits a cancel ends */
	bool             struck;        /* the task's own: one has */
	const char      *cancelled_at;  /* the task's own, until it has ended: where it ended by a cancel; NULL: it did not */
	long             called;        /* turn engine, recording: see trace_add_call() */
	long             worked;        /* pieces of a program's code since it was last looked at: see lab/program/spin.h */
	void            *outside;       /* what run->outside has of this task at hand, see lab/program/process.h; NULL: nothing */
	atomic_int       children;      /* tasks that it has started and that have not ended */
	bool             ended;         /* guarded by object.lock */
	enum taken       taken;         /* guarded by object.lock */
	bool             joined;        /* by who has taken it; guarded by object.lock */
	bool             awaited;       /* by somebody, who has come back from that; the same */
	bool             cancelled;     /* somebody has asked it to end, see TASK_OP_CANCEL; guarded by object.lock */
	bool             wake_needed;   /* the claimer's: it sleeps */

	/* anyone's */
	atomic_int       state;         /* enum task_word */
	_Atomic(struct op *) op;        /* the op it performs, when its objects' queues hold it; see snapshot.c */
	_Atomic(const char *) here;     /* of its last operation */
};

/* The calling task; NULL outside of a run. */
extern _Thread_local struct task *task_current;

static inline struct task *task_self(void)
{
	return task_current;
}

/*
 * Win the right to complete the waiting op of `task`. On success nobody else can complete, time out or cancel it, and
 * task_release() must follow, after the results are written. Returns whether the claim was won.
 */
bool task_claim(struct task *task);

/* Can the task's op still be claimed? */
static inline bool task_waits(const struct task *task)
{
	int state = atomic_load_explicit(&((struct task *)task)->state, memory_order_acquire);

	return state == TASK_SPINNING || state == TASK_ASLEEP || state == TASK_DOZING;
}

/* Let a claimed task go on. The claimer must not touch its op afterwards. No lock is held. */
void task_release(struct task *task);

/*
 * The primitive of tasks as objects of a join, and of a cancel. CANCEL asks a task to end, which may happen at once, later
 * or never: it sets a mark, and is refused when nobody may speak of that task any more, for it was joined, or it has ended
 * and was detached. HEED waits until the calling task is cancelled: the last case of an operation with an aside. TEST
 * tells whether it is; MAY_TEST may overlook that. Whether a task heeds a cancel is its own affair: nobody else asks. GIVE
 * gives back what TAKE has taken. TRY takes and joins one that has ended, and says (to a bool) when it has not. REST does nothing: who computes for long lets others move. LOOP never comes about: it is
 * what a task does that goes round for ever and does nothing. JOIN_ALL, on the task itself, is to join the first of those that
 * it has started when all of them have ended: where tasks take turns nobody need know which of them it waits for.
 */
enum { TASK_OP_GO, TASK_OP_END, TASK_OP_JOIN = USE_JOIN, TASK_OP_CHOOSE, TASK_OP_FAIL, TASK_OP_EXIT, TASK_OP_DETACH,
       TASK_OP_TAKE, TASK_OP_FENCE, TASK_OP_HEED, TASK_OP_CANCEL, TASK_OP_TEST, TASK_OP_MAY_TEST, TASK_OP_GIVE,
       TASK_OP_REST, TASK_OP_LOOP, TASK_OP_JOIN_ALL, TASK_OP_TRY, TASK_OP_KINDS };

_Static_assert(TASK_OP_HEED % 2 != TASK_OP_JOIN % 2 && TASK_OP_LOOP % 2 != TASK_OP_JOIN % 2, "who waits for a cancel, or for nothing, stands in no joiner's way: see object_queue()");

extern const struct primitive task_primitive;

/* Whom a case is told to be about: its object, but of those whom JOIN_ALL waits for the first that has not ended. */
const struct object *task_told(const struct op_case *);

#endif
