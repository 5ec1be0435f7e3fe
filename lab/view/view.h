/*
 * view.h - a trace or a snapshot, for people. Pure functions: the same data gives the same text.
 */
#ifndef LAB_VIEW_VIEW_H
#define LAB_VIEW_VIEW_H

#include <stdbool.h>

#include "lab/base/buf.h"
#include "lab/trace/snapshot.h"
#include "lab/trace/trace.h"

struct moment;

/* How to draw. */
struct look {
	int  width;     /* columns; at least 20 is honoured, less is taken as 20 */
	bool colour;    /* SGR codes with a meaning: green moves, yellow ready, red blocked, magenta finding, dim the rest */
	bool ascii;     /* no box-drawing characters, no arrows */
	bool looks_on;  /* who sees it does not type: what could be typed next is left out */
	bool filmed;    /* it is shown on a screen of this width later */
	bool screen;    /* what is wider would be broken in the middle of a word */
};

/* What to show of a trace. */
struct log_filter {
	int  task;      /* id, or NO_TASK for all */
	int  object;    /* id, or NO_OBJECT for all */
	long last;      /* only the newest so many that match; 0 for all */
};

/*
 * The event log, a column per task when the names fit in the width, else a line "task: what" each. Events from .. to-1
 * that pass the filter (may be NULL); a filter for one task leaves only its column. Head and log take the same filter.
 */
void view_log_head(struct buf *, const struct trace *, const struct log_filter *, const struct look *);
void view_log(struct buf *, const struct trace *, long from, long to, const struct log_filter *, const struct look *);

/* Where the head of a log is on a screen of so many rows. */
struct log_page {
	int rows;       /* 0: it is no screen; less than LOG_LEAST_ROWS: too small a one to repeat anything */
	int below;      /* lines that stand below the head, which was drawn last; whoever draws others counts them, too */
};

enum { LOG_LEAST_ROWS = 8 };

/* view_log(), with the head once more wherever the last one would have left the screen. */
void view_log_paged(struct buf *, const struct trace *, long from, long to, const struct log_filter *, const struct look *,
                    struct log_page *);

/*
 * Who sends to, receives from, locks ... what: drawn from the uses, which of a run are those of snapshot_with_deeds(). Families
 * (worker-0 .. worker-9) share a line.
 */
void view_topology(struct buf *, const struct snapshot *, const struct look *);

/* How many permits of it the task has, or how often it reads it; of a lock that one alone holds 0. NULL: it is not known. */
int view_permits(const struct moment *, int task, int object);

/* Tasks as a table: name, state, what it waits for, holds, where. `now` is the moment of the snapshot, or NULL: no permits then. */
void view_tasks(struct buf *, const struct snapshot *, const struct moment *now, const struct look *);

/* The wait-for graph in text: the cycle drawn as a cycle when there is one, the other stuck tasks below it. */
void view_waits(struct buf *, const struct snapshot *, const struct look *);

/* The objects with occupancy, holder and waiters: channels or locks. */
void view_objects(struct buf *, const struct snapshot *, const struct look *);

#endif
