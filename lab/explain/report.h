/*
 * report.h - what the parts of an explanation share; check/'s own.
 */
#ifndef LAB_EXPLAIN_REPORT_H
#define LAB_EXPLAIN_REPORT_H

#include "lab/base/arena.h"
#include "lab/base/buf.h"
#include "lab/check/finding.h"
#include "lab/trace/family.h"

struct report {
	struct buf            *out;
	const struct result   *result;
	const struct snapshot *snapshot;        /* may be NULL: the run never got to have one */
	struct arena          *arena;           /* for the time of the report */
	int                    width;
	bool                   ascii;
};

/* A paragraph at the margin, and one that says more about the last. */
void report_line(struct report *, const char *format, ...) __attribute__((format(printf, 2, 3)));
void report_more(struct report *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A blank line between parts, where lines are not scarce. */
void report_gap(struct report *);

/* Who waits for ever, with seats and the cycle; where everybody is, when nothing is proved. */
void report_stuck(struct report *);
void report_moment(struct report *);

/* The families among tasks for which `pick` holds, by how they wait. */
struct families report_pick(struct report *, bool (*pick)(const struct snap_task *));

/* "main, worker-0 .. worker-7 (8 tasks)", at most five families, and how many tasks more. In the report's arena. */
const char *report_names(struct report *, const struct families *);

/* ", at worker_pool.c:41", or nothing. In the report's arena. */
const char *report_place(struct report *, const char *here);

/*
 * Each family of the waiting tasks for which `pick` holds: what it waits for, where, who could free it, and why they
 * can't.
 */
void report_waits(struct report *, bool (*pick)(const struct snap_task *));

/* What made this wait of task `id` hopeless, where the trace shows it: a signal in vain, a count too high. */
void report_cause(struct report *, int id, const struct snap_case *);

/*
 * Task `id` waits to hear from the condition variable `object`, once more: what woke it before, and who changed what it waits for
 * again before its turn came. Nothing where that is not so.
 */
void report_again(struct report *, int id, int object);

/*
 * Task `id` waits for a permit of `object`: who took the last one; who has taken some and could give them back. True when that
 * says who could free it.
 */
bool report_permits(struct report *, int id, int object);

/* Who misused what, and what went before; which claim is false; a lock order that may deadlock. */
void report_livelock(struct report *);
void report_panic(struct report *);
void report_broken(struct report *);
void report_crash(struct report *);
void report_claim(struct report *);      /* of a false claim: what was loaded, what was lost */
void report_race(struct report *);       /* where there is one */
void report_undeclared(struct report *);     /* what was done though it was not declared */
void report_lock_order(struct report *, const struct lock_order *);

/* Where a stuck flow of items is: from a blocked sender through the tasks that pass items on. */
struct flow {
	int *channels, *middle, *sources;       /* object ids; tasks that pass on; tasks that hold one item too many */
	int  n_channels, n_middle, n_sources;
	int  items, seats;
};

/* The flow of stuck sending with the lowest first sender. False when no stuck task is sending, or seats are not the cause. In `arena`. */
bool flow_find(const struct snapshot *, struct flow *, struct arena *arena);

#endif
