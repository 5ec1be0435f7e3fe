/*
 * conclude.h - from a run that has come to an end to its result: what the watchdog and the stepper share; check/'s
 * own.
 */
#ifndef LAB_CHECK_CONCLUDE_H
#define LAB_CHECK_CONCLUDE_H

#include "lab/check/finding.h"
#include "lab/check/race_watch.h"
#include "lab/engine/run.h"

/* The result of a run with these options that nothing is known about yet: ok, and certain. */
struct result *conclude_new(const struct run_options *);

/* The state of the run now, judged as wait_graph_judge() does. Made in `arena`. */
struct snapshot *conclude_judge(struct run *, bool quiet, struct arena *arena);

/* The run is quiet, or goes no further: set the verdict, and the state it rests on. */
void conclude_quiet(struct result *, struct run *);

/*
 * Of a run in which tasks are stuck for ever: when one of them is, because it goes round for ever and does nothing, the run
 * has come to a livelock. Else nothing is changed.
 */
void conclude_loop(struct result *);

/* The verdict is known: how many are left behind, what was read, and the schedule, where there was one. */
void conclude_steps(struct result *, struct run *);

/* A turn run, after its last move: has what was watched a race? That is the verdict, when nothing worse has happened. */
void conclude_watched(struct result *, const struct run *, const struct race *);

/* Its race, which it has, is its verdict. */
void conclude_by_race(struct result *);

/* What tasks did though they had not declared it; that is the verdict, when nothing else is. The last to be called. */
void conclude_breaches(struct result *, const struct run *);

/* The result shows the trace of a run that goes on, which still owns it; with the steps of conclude_steps(). */
void conclude_show(struct result *, const struct trace *);

/* The run's trace is whole: it is the result's from now on. Also what can be found out from it. */
void conclude_trace(struct result *, struct run *);

#endif
