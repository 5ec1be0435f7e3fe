/*
 * op.h - the seam: an operation is data.
 *
 * A task that sends, locks or waits fills in a struct op and hands it to the engine. A primitive says in how many ways
 * it can complete now (ready) and what completing it does (apply). The engine does all the rest: parking, waking,
 * choosing, tracing, deadlines, cancelling.
 *
 * Invariants
 *   A task has at most one op, on its own stack.
 *   An op waits in the queue of each of its cases' objects, or of none.
 *   Whoever completes, times out or cancels a waiting op has claimed it first (task_claim): exactly one does.
 *   ready() and apply() run with the lock of every object of the case held (free engine), or in the only task that
 *   moves (turn engine). Neither blocks, allocates, traces nor wakes anyone.
 */
#ifndef LAB_ENGINE_OP_H
#define LAB_ENGINE_OP_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/base/list.h"
#include "lab/trace/event.h"

struct object;
struct op;
struct task;

enum { MAX_CASES = 64 };                /* of one select */

#define NO_DEADLINE INT64_MAX

/* op.chosen, when it is not the index of the case that completed. */
enum op_result {
	OP_DEFAULT   = -1,      /* nothing was ready, and there is a default */
	OP_TIMEOUT   = -2,
	OP_CANCELLED = -3,      /* the run is being stopped: the task unwinds, nobody sees this */
	OP_RETRY     = -4       /* woken to try again: the engine's own */
};

struct op_case {
	struct object *object;          /* NULL: a nil channel, never ready */
	int            kind;            /* of the object's primitive: CHAN_SEND, ... */
	void          *value;           /* copied from or to; NULL when the kind carries none */
	bool          *ok;              /* where the task wants `completed` copied to; may be NULL */
	enum event_kind nil;            /* object NULL: what it would wait for */
	/* the engine's and the primitive's */
	bool           completed;       /* out: false for a receive that found its channel closed, a try that failed */
	struct op     *op;
	struct list    link;            /* in object->waiting */
};

struct op {
	struct task    *task;
	const char     *here;           /* "patterns/worker_pool.c:41"; static storage */
	struct op_case *cases;
	int             n_cases;        /* 0: a sleep, until the deadline */
	bool            aside;          /* the last case is only that the task is cancelled meanwhile: see op_told() */
	bool            has_default;
	bool            noted;          /* turn engine: that it waits has been recorded */
	bool            late;           /* turn engine: it times out only when no case is ready, as its time was over
	                                   when it came, or a case was ready in time */
	int64_t         deadline;       /* ns on the run's clock, or NO_DEADLINE */
	int             chosen;         /* out: index of the case, or enum op_result */
	const char     *misuse;         /* out: what apply() answered */
	int64_t         until;          /* free engine, while it waits: the deadline, or when a case becomes ready by time */
	struct op      *next_woken;     /* the claimer's list of ops to wake after unlocking */
};

/* How many of its cases are what the task wants; 0: a sleep. */
static inline int op_told(const struct op *op)
{
	return op->n_cases - op->aside;
}

/* One way in which a case can complete now: alone, or with a waiting partner. */
struct alternative {
	struct op_case *partner;        /* of another task's waiting op, or NULL */
	int             pick;           /* the answer, when a task asks the engine for a number */
};

#endif
