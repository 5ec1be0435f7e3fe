/*
 * lanes.h - a trace as lanes: who lived, waited, slept and held what, from which step to which.
 *
 * A step is what one turn brings about: an operation, or the two that meet (a send and its receive), the end of a sleep,
 * or a move of the clock. Starts, ends, what is printed and the beginning of a wait are no steps; they lie between two. So
 * steps have the numbers that a search and `step` give them. Of a run on real threads, where nobody took turns, a sleep is
 * a step where it begins.
 *
 * Who waits for something that can happen now is ready, and waits no longer, be it not yet its turn; on real threads, where
 * nobody knows whether it has been woken, and in a trace with very many spans, it waits until it goes on.
 *
 * Invariants
 *   Steps are numbered from 0, in the order of the trace. A span is from <= step < to, and never empty.
 *   marks[] is in the order of the trace, so that those of a step stand together.
 *   Where events were dropped, what lies in the gap is taken to have gone on as it was.
 */
#ifndef LAB_VIEW_LANES_H
#define LAB_VIEW_LANES_H

#include "lab/base/arena.h"
#include "lab/trace/trace.h"

enum lane_state { LANE_ALIVE, LANE_BLOCKED, LANE_ASLEEP, LANE_HOLDS };

struct span {
	enum lane_state state;
	int             task, object;   /* waited for, held; NO_OBJECT: a nil channel, the clock */
	enum event_kind what;           /* LANE_BLOCKED: what it waits to see happen */
	bool            choice;         /* LANE_BLOCKED: it is a select */
	long            from, to;
	long            next;           /* of the same task, in spans[]; -1: no more */
};

/* What a task did in a step. */
struct mark {
	const struct event *event;
	long                step;
	long                before;     /* so many events of the trace lie before it */
	bool                wakes;      /* the event is a sleep, which ends here */
	long                next;       /* of the same task, in marks[]; -1: no more */
	long                meets;      /* in marks[], the other of the same step; -1: none */
};

/* Where the lists of a task begin; -1: it has none. */
struct lane {
	long spans, marks;
};

struct lanes {
	const struct trace *trace;      /* the caller's */
	long                n_steps, n_marks, n_spans;
	long                n_taken;    /* steps that a run counts: as many, or one less where to go wrong took no turn at the end */
	struct mark        *marks;
	struct span        *spans;      /* in the order in which they end */
	struct lane        *lanes;      /* by task */
	struct arena       *arena;
};

/* The trace must outlive the lanes. */
struct lanes *lanes_new(const struct trace *);
void lanes_free(struct lanes *);        /* NULL is harmless */

/* In marks[], the first of this step or of one after it; n_marks: there is none. */
long lanes_mark_of(const struct lanes *, long step);

/* The word for what was done: "lock"; "wake". */
const char *mark_word(const struct mark *);

/* When, in nanoseconds since the run's start. */
double mark_ns(const struct lanes *, const struct mark *);

#endif
