/*
 * race_watch.h - tell a race detector what happens in a run: event by event on the turn engine, or from a trace.
 */
#ifndef LAB_CHECK_RACE_WATCH_H
#define LAB_CHECK_RACE_WATCH_H

#include "lab/check/race.h"
#include "lab/engine/run.h"
#include "lab/trace/trace.h"

/* Has the run a cell so far, or memory that is watched like one? Without there is nothing to race for. */
bool run_has_cells(const struct run *);

/* ---- While it runs ---- */

enum { MOST_RACERS = 256 };     /* tasks, where one must be made before their number is known */

struct race_watch {
	struct witness witness;         /* must be first */
	struct race   *race;            /* the caller's */
};

/* Forget what was, and watch a turn run from its start on, which has not moved yet; up to so many tasks. */
void race_watch_begin(struct race_watch *, struct run *, int n_tasks);

/* Go on to watch, after race_return(). */
void race_watch_resume(struct race_watch *, struct run *);

/* Watch no more. */
void race_watch_end(struct run *);

/* ---- From a trace ---- */

/* The races of a whole trace, sorted, of which nothing was dropped. False: there are too many tasks to tell. */
bool race_in_trace(const struct trace *, struct conflict *found, bool *any);

#endif
