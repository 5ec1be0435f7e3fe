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
#include "lab/trace/schedule.h"
#include "lab/trace/values.h"

enum { TRACE_TAIL = 64, TRACE_STEP = 1000 };

/* ---- Recording: one log a task, written by the task, or by whoever holds the claim on its operation. ---- */

struct trace_chunk;

struct trace_log {
	/* the writer's */
	struct event       *next, *end;         /* where the next event goes, and where the room for it ends */
	struct trace_chunk *first, *last;       /* the head, never overwritten; `first` is set once */
	struct event       *tail;               /* a ring of TRACE_TAIL, once the budget is spent */
	long                head;               /* how many events are in the head; meant once there is a tail */
	uint64_t            whole;              /* of the newest event of the head, or the parent's; likewise */
	uint64_t            stamp;              /* of the newest event */
	bool                off;                /* record nothing */
	atomic_long        *budget;             /* events left, shared by the logs of a run */
	uint64_t           *clock;              /* NULL: trace_clock() */
	/* written by the writer, read by anyone */
	atomic_long         count;              /* events recorded; release */
	atomic_long         idle;               /* those that are EVENT_IDLE: no progress */
	/* the collector's */
	struct trace_chunk *reading;            /* the chunk of the event collected last */
	long                collected;          /* how many of the head */
};

/*
 * `budget` counts events and is the caller's; with `off` events are counted, not kept. `clock`, when it is not NULL, is
 * read and moved on by TRACE_STEP at each stamp instead of the processor's counter.
 */
void trace_log_init(struct trace_log *, atomic_long *budget, bool off, uint64_t *clock);
void trace_log_free(struct trace_log *);

/* Bytes the log has taken; its writer has ended or stands still. */
size_t trace_log_bytes(const struct trace_log *);

/* The clock under the stamps: the processor's cycle counter where there is one. */
static inline uint64_t trace_clock(void)
{
#if defined(__x86_64__)
	return __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
	uint64_t ticks;

	__asm__ __volatile__("mrs %0, cntvct_el0" : "=r"(ticks));
	return ticks;
#else
	return trace_clock_slow();
#endif
}

uint64_t trace_clock_slow(void);        /* ns of CLOCK_MONOTONIC */

/* Where event number `count` goes when the present chunk is full; sets log->next and log->end. */
struct event *trace_place(struct trace_log *log, long count);

/* The next stamp after both `log`'s and `*stamp` (an object's; may be NULL); both become it. Its lock is held. */
static inline uint64_t trace_stamp(struct trace_log *log, uint64_t *stamp)
{
	uint64_t now = log->clock ? (*log->clock += TRACE_STEP) : trace_clock();

	if (now <= log->stamp)
		now = log->stamp + 1;
	if (stamp && now <= *stamp)
		now = *stamp + 1;
	log->stamp = now;
	if (stamp)
		*stamp = now;
	return now;
}

/* The event that was recorded last was no progress, whatever its kind. */
static inline void trace_note_idle(struct trace_log *log)
{
	atomic_store_explicit(&log->idle, atomic_load_explicit(&log->idle, memory_order_relaxed) + 1, memory_order_relaxed);
}

/*
 * Begin to record an event of this kind: where its other fields are to be written, `kind` being set; then
 * trace_publish(). NULL when the log is off: the event has been counted, there is nothing to write.
 */
static inline struct event *trace_next(struct trace_log *log, enum event_kind kind)
{
	long count = atomic_load_explicit(&log->count, memory_order_relaxed);
	struct event *event;

	if (event_is_idle(kind))
		trace_note_idle(log);
	if (log->off) {
		atomic_store_explicit(&log->count, count + 1, memory_order_relaxed);
		return NULL;
	}
	event = log->next < log->end ? log->next : trace_place(log, count);
	event->kind = (uint8_t)kind;
	return event;
}

/* What trace_next() gave is written: let readers see it. */
static inline void trace_publish(struct trace_log *log)
{
	log->next++;
	atomic_store_explicit(&log->count, atomic_load_explicit(&log->count, memory_order_relaxed) + 1,
	                      memory_order_release);
}

/* ---- The merged trace: plain data, for views. ---- */

struct trace_object {
	const char *name, *kind;
	int         capacity;
};

/*
 * From number `at` on of a task's events (those before it are its own, too), what it does it does in a function that was called
 * there; of several that called each other the innermost first. None: in its own. Only where tasks take turns, and not saved.
 */
enum { MOST_CALLERS = 3 };

struct trace_call {
	int         task;
	long        at;
	const char *callers[MOST_CALLERS];      /* "prog.c:14"; NULL ends them. For ever */
};

struct trace {
	struct event        *events;    /* in order of stamp, then task */
	long                 n_events;
	long                 dropped;   /* recorded, but not among `events` */
	uint64_t             whole;     /* the stamp up to which none was dropped; meant when some were */
	int                  n_tasks, n_objects;
	const char         **tasks;     /* names by id */
	struct trace_object *objects;   /* by id */
	uint64_t             start;     /* stamp of time zero */
	double               ns_per_tick;
	long                 room;      /* events allocated */
	const struct step   *steps;     /* where tasks took turns: whose each was; not owned. NULL: not known */
	long                 n_steps;
	struct trace_call   *calls;     /* in the order of `at` of each task */
	long                 n_calls, calls_room;
	struct trace_values  values;    /* of a program's variables, where tasks took turns; else none */
};

/*
 * Append what `log` has recorded since the last call and can be read safely while it is still being written; the
 * caller sorts.  Returns how many were added.
 */
long trace_collect(struct trace *, struct trace_log *);

/* Append everything `log` still holds; its writer has ended. Adds to `dropped`. */
void trace_collect_all(struct trace *, struct trace_log *);

/* Add this, unless it says what number `last` - 1 does (0: that there are no callers). Returns the number to give next time. */
long trace_add_call(struct trace *, const struct trace_call *, long last);

/* Sort events[from ..] by stamp, then by task. */
void trace_sort(struct trace *, long from);

/* Time of an event since the run's start, in nanoseconds. */
double trace_ns(const struct trace *, const struct event *);

void trace_free(struct trace *);        /* what the trace owns: `events`, `values`, `calls` */

#endif
