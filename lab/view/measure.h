/*
 * measure.h - waiting, throughput and queue length, from a trace.
 *
 * Times are nanoseconds since the start of the run. Where events were dropped, only what comes before
 * the first of them is measured. Virtual time is what the clock had come to: the stamps also count
 * events, TRACE_STEP for each, which is taken out again; unless nobody slept, when there is no other
 * measure.
 *
 * Invariants
 *   waits[] is in the order in which the waits ended; those that last to the end come last.
 *   A level is an object's occupancy: items in a channel, permits left, holders of a lock.
 */
#ifndef LAB_VIEW_MEASURE_H
#define LAB_VIEW_MEASURE_H

#include <stdbool.h>

#include "lab/base/arena.h"
#include "lab/base/buf.h"
#include "lab/trace/measure.h"
#include "lab/trace/trace.h"
#include "lab/view/view.h"

enum { MEASURE_SLOTS = 48 };    /* a run's time is divided into so many parts */

enum wait_end { WAIT_DONE, WAIT_TIMED_OUT, WAIT_LASTS };

/*
 * From the moment a task could not go on to the event that ended it; in virtual time to the moment when what it waits for
 * could happen, if it then did: from there on it was ready.
 */
struct measured_wait {
	int             task, object;   /* of a select: the object that it was freed by; else the first */
	enum event_kind what;           /* what it waited to see happen; of a select: what did */
	enum wait_end   end;
	double          from, to;
	bool            choice;         /* it is a select */
	const char     *here;
};

struct measured_task {
	double from, to;                /* alive; from > to: it did not begin */
	double waiting, asleep;         /* asleep: also while only a timer is waited for; else it moves */
};

struct measured_object {
	long    operations;             /* completed, be it in vain */
	bool    has_level;
	int     least, most;
	double  mean;                   /* weighted by time */
	double *slots;                  /* the same in each slot; NULL without a level */
};

struct measures {
	const struct trace     *trace;  /* the caller's */
	double                 *times;  /* by event, where the clock was virtual and went on; else NULL */
	long                    n_events;       /* measured */
	double                  duration;       /* of what is measured */
	double                  whole_run;      /* of the run, when events were dropped; else as `duration` */
	long                    n_waits, room;
	struct measured_wait   *waits;
	struct measured_task   *tasks;          /* by id */
	struct measured_object *objects;        /* by id */
	struct arena           *arena;
};

/*
 * `elapsed` is how long the run took in real time; negative where the time was virtual. The trace must
 * outlive the measures.
 */
struct measures *measures_new(const struct trace *, double elapsed);
void measures_free(struct measures *);  /* NULL is harmless */

/* The time of an event of the trace. */
double measure_time(const struct measures *, const struct event *);

/* ---- Waiting ---- */

struct wait_filter {
	int         task, object;       /* id, or NO_TASK, NO_OBJECT: any */
	const char *tasks;              /* how their names begin; NULL: any */
	bool        no_clock;           /* leave out those for timers */
	bool        no_end;            /* leave out those for the end of others: a join, a count of zero */
};

struct wait_stats {
	long   n, timed_out, lasting;   /* lasting: not over at the end, and counted up to it */
	double sum, mean, median, p95;  /* p95: 95 in 100 waited no longer */
	const struct measured_wait *longest;    /* NULL when n is 0 */
};

struct wait_stats measure_waits(const struct measures *, const struct wait_filter *);

/* Of what a pattern wants measured, a MEASURE_WAITS at this object. */
struct wait_stats measure_wanted_waits(const struct measures *, const struct measure *, int object);

/* Does the wait only wait for the clock, as a sleep does? */
bool wait_is_clock(const struct measured_wait *);

/* ---- Queues ---- */

/* Little's law, L = lambda x W, of a channel with a buffer: three numbers measured independently. */
struct little {
	long   arrivals, departures;    /* items sent, items received */
	double rate;                    /* lambda: items sent in a second */
	double stay;                    /* W: how long a received item had been in it, on average; ns */
	double length;                  /* L: its mean level */
	double product;                 /* lambda x W */
};

/* False where there is nothing to show: no buffer, or nobody received anything. */
bool measure_little(const struct measures *, int object, struct little *);

/* How those who take from a channel serve what they take: until they come for the next. */
struct service {
	int    servers;
	long   served;
	double rate;                    /* who comes in a second, as long as anybody does: served or refused */
	double time;                    /* ns, on average */
	double load;                    /* rate x time / servers */
};

/* `refused` counts those who came and were not served, or NO_OBJECT. */
struct service measure_service(const struct measures *, int object, const char *tasks, int refused);

/* From one completion at an object to the next. */
struct gaps {
	long   n;                       /* completions: one more than gaps */
	double mean, longest;
};

struct gaps measure_gaps(const struct measures *, int object, const char *tasks);

/* How tasks get through at an object. */
struct pace {
	long   n, at_once;              /* at_once: before the first that had to wait */
	double last;                    /* when the last one got through */
	double rate, units;             /* of the others, a second: those who got through, what they took */
};

struct pace measure_pace(const struct measures *, int object, const char *tasks);

/* The last value of a cell; false when nobody has touched it. */
bool measure_value(const struct measures *, int object, int64_t *value);

/* The object with this name, or NO_OBJECT. */
int measure_object(const struct measures *, const char *name);

/* ---- For people ---- */

/* Tables: objects, tasks, waits; Little's law. Narrowed to a task, an object; NO_TASK, NO_OBJECT: all. */
void view_measures(struct buf *, const struct measures *, int task, int object, bool virtual_time,
                   const struct look *);

/* A line or two for what a pattern wants measured; nothing where there is nothing to tell. */
void view_measure(struct buf *, const struct measures *, const struct measure *, const struct look *);

/* The level of an object over the run's time, in `columns`, which divides MEASURE_SLOTS. */
void view_spark(struct buf *, const struct measured_object *, int columns, bool ascii);

#endif
