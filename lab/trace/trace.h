/*
 * trace.h - what happened in a run: recorded by each task for itself, merged into one order.
 *
 * The stamp of an event is a hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", OPODIS 2014): the
 * cycle counter, raised above the stamps of the task's and of the object's previous events.  It is taken while the
 * object's lock is held, so sorting by stamp never shows an effect before its cause, whatever the processors'
 * counters say; and no counter is shared between tasks that do not share an object.
 *
 * Memory is bounded: all tasks together keep the first `limit` events; past that each task keeps only its newest
 * TRACE_TAIL, and what falls between is counted, never lost in silence.
 */
#ifndef LAB_TRACE_TRACE_H
#define LAB_TRACE_TRACE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lab/trace/event.h"

enum { TRACE_TAIL = 64 };

/* ---- Recording: one log a task, written by the task, or by whoever holds the claim on its operation. ---- */

struct trace_chunk;

struct trace_log {
	/* the writer's */
	struct trace_chunk *first, *last;       /* the head, never overwritten; `first` is set once */
	struct event       *tail;               /* a ring of TRACE_TAIL, once the budget is spent */
	long                head;               /* how many events are in the head; meant once there is a tail */
	uint64_t            stamp;              /* of the newest event */
	bool                off;                /* record nothing */
	atomic_long        *budget;             /* events left, shared by the logs of a run */
	/* written by the writer, read by anyone */
	atomic_long         count;              /* events recorded; release */
	atomic_long         progress;           /* those that are not EVENT_IDLE */
	/* the collector's */
	struct trace_chunk *reading;            /* the chunk of the event collected last */
	long                collected;          /* how many of the head */
};

/* `budget` counts events and is the caller's; with `off` events are counted, not kept. */
void trace_log_init(struct trace_log *, atomic_long *budget, bool off);
void trace_log_free(struct trace_log *);

/* Bytes the log has taken; its writer has ended or stands still. */
size_t trace_log_bytes(const struct trace_log *);

/* The next stamp after both `log`'s and `*stamp` (an object's; may be NULL); both become it. Its lock is held. */
uint64_t trace_stamp(struct trace_log *log, uint64_t *stamp);

/* Record.  `event->stamp` comes from trace_stamp() of this log. */
void trace_add(struct trace_log *, const struct event *);

/* The raw clock under the stamps. */
uint64_t trace_clock(void);

/* ---- The merged trace: plain data, for views. ---- */

struct trace_object {
	const char *name, *kind;
	int         capacity;
};

struct trace {
	struct event        *events;    /* in order of stamp, then task */
	long                 n_events;
	long                 dropped;   /* recorded, but not among `events` */
	int                  n_tasks, n_objects;
	const char         **tasks;     /* names by id */
	struct trace_object *objects;   /* by id */
	uint64_t             start;     /* stamp of time zero */
	double               ns_per_tick;
	long                 room;      /* events allocated */
};

/*
 * Append what `log` has recorded since the last call and can be read safely while it is still being written; the
 * caller sorts.  Returns how many were added.
 */
long trace_collect(struct trace *, struct trace_log *);

/* Append everything `log` still holds; its writer has ended. Adds to `dropped`. */
void trace_collect_all(struct trace *, struct trace_log *);

/* Sort events[from ..] by stamp, then by task. */
void trace_sort(struct trace *, long from);

/* Time of an event since the run's start, in nanoseconds. */
double trace_ns(const struct trace *, const struct event *);

void trace_free(struct trace *);        /* what the trace owns: `events` */

#endif
