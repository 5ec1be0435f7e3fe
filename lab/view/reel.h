/*
 * reel.h - a trace as moments: what every task and every object was after each step, for pictures that move.
 *
 * A step is what lanes.h says. Moment 0 is before the first step, moment k after step k (a search's and `step`'s number
 * k), moment n_steps the end of the trace: what lies between two steps (starts, ends, beginnings of waits, what is
 * printed) belongs to the step before it.
 *
 * Invariants
 *   Everything is told by the trace alone; the snapshot lends only the kinds' words, what never changes, and at the last
 *   moment a value that no event tells. What the
 *   trace does not tell (the value of a cell before anybody has touched it, the permits of a semaphore nobody used) is
 *   marked as not known, never guessed.
 *   Each moment of a complete trace of a turn run agrees with the run's snapshot at that step: who holds what, levels, who
 *   waits where; but that a task whose wait could end counts as waiting until it has moved (`ready` says so, where the
 *   trace tells it).
 *   Moments are kept now and then, at most REEL_KEPT of them; reel_at() goes on from the nearest before.
 */
#ifndef LAB_VIEW_REEL_H
#define LAB_VIEW_REEL_H

#include "lab/trace/snapshot.h"
#include "lab/trace/trace.h"
#include "lab/view/lanes.h"

enum { REEL_KEPT = 256 };

/* One of several things that a task waits for. */
struct moment_case {
	enum event_kind what;
	int             object;         /* NO_OBJECT: a nil channel */
};

/* One thing in a channel; or a cell's value. */
struct moment_value {
	enum value_kind kind;           /* VALUE_NONE: not known; VALUE_TEXT: moment_value_text() */
	int64_t         value;
};

/* What stands for the value, "NULL", "true"; "" for one that is no text. */
const char *moment_value_text(const struct moment_value *);

struct moment_task {
	enum task_state  state;         /* TASK_NEW: not started yet; TASK_SLEEPING: on the clock */
	const char      *here;          /* of its last or present operation; NULL before the first */
	int              object;        /* TASK_BLOCKED: what it waits for, the first where it is a choice; NO_OBJECT: a nil channel */
	enum event_kind  what;          /* TASK_BLOCKED: what it waits to see happen */
	bool             all;           /* TASK_BLOCKED: until all that it has started end: `object` is the first that has not */
	bool             choice;        /* TASK_BLOCKED: a select waits on several: */
	int              n_cases;       /* so many of them are told, the first ones; 0 where it is no choice */
	bool             more;          /* and there are others */
	struct moment_case cases[EVENT_CASES];
	bool             freed;         /* TASK_BLOCKED: somebody has let it happen for good: a signal, a barrier that opened */
	bool             ready;         /* TASK_BLOCKED: what it waits for can happen now; of a choice never told */
	long             since;         /* TASK_BLOCKED, TASK_SLEEPING: the event that began it, which orders queues */
	bool             moved;         /* in this step */
	bool             wrong;         /* it has done something wrong, or what it claimed was false: it goes no further */
	struct moment_value read;       /* what its last load gave, until it does something else to that object; VALUE_NONE: none */
	int              read_of;       /* of which object */
};

struct moment_object {
	bool                 made;      /* false: the trace has not come to it yet, or it has been destroyed */
	bool                 closed;    /* a channel; a context that has been cancelled, or was seen to have ended */
	bool                 touched;   /* in this step */
	int                  level;     /* items in it, readers, permits left, a count; -1: not known yet */
	int                  owner;     /* who holds it alone; NO_TASK */
	int                  n_holders; /* who reads a lock, in the order in which they took it; one may be in it twice */
	int                  n_lent;    /* or who has permits, once for each, where only those who took them give them back */
	const int           *holders;   /* those, or these */
	struct moment_value  value;     /* a cell's or an atom's */
	int                  n_items;   /* of a channel, oldest first; -1: not known (the trace has a gap) */
	const struct moment_value *items;
};

struct moment {
	long                        step;       /* 0 .. n_steps */
	const struct moment_task   *tasks;      /* by id */
	const struct moment_object *objects;    /* by id */
	int                         mover;      /* whose turn it was: a task, CLOCK_TASK; NO_TASK: nobody's, or not known */
	const struct mark          *marks;      /* what was done in this step, one or the two that met, */
	int                         n_marks;    /* or none: moment 0, a move of the clock */
	long                        first;      /* events before this one had happened at the moment before */
};

struct reel;

/* Both must outlive the reel. `last` is the run's snapshot at its end. */
struct reel *reel_new(const struct trace *, const struct snapshot *last);
void reel_free(struct reel *);          /* NULL is harmless */

const struct lanes *reel_lanes(const struct reel *);
long reel_steps(const struct reel *);

/* What was after step `step`, clamped to 0 .. n_steps. Good until the next call for the same reel. */
const struct moment *reel_at(struct reel *, long step);

#endif
