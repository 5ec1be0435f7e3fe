/*
 * wait_graph.h - who can still be freed, and by whom.
 *
 * The stuck tasks are what remains when every task that is live, or that some live task could free, is taken away:
 * the least fixpoint over the declared uses (a generalised knot in the AND/OR wait-for graph; Holt, "Some Deadlock
 * Properties of Computer Systems", Computing Surveys 1972). When declarations are supersets of what tasks do, every
 * task found stuck is stuck for ever; a live task may hold a role and never use it, so not every stuck task is found
 * while others move.
 */
#ifndef LAB_CHECK_WAIT_GRAPH_H
#define LAB_CHECK_WAIT_GRAPH_H

#include "lab/base/arena.h"
#include "lab/trace/snapshot.h"

/*
 * Fill in the judged fields of `snapshot`: stuck, freed_by, n_stuck, cycle. Allocates in `arena`.
 * With `quiet`, nothing moves any more and no timer is pending: every blocked task is stuck.
 * Returns how many links between tasks and objects were followed: the work, by which tests measure it.
 */
long wait_graph_judge(struct snapshot *, bool quiet, struct arena *arena);

/* Its last part: set n_cycle and cycle from stuck and freed_by. Through main, when main is on one. Returns the same. */
long wait_graph_cycle(struct snapshot *, struct arena *arena);

#endif
