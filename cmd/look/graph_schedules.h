/*
 * graph_schedules.h - `graph schedules`: all schedules of what was run or searched last, as a tree.
 */
#ifndef CMD_GRAPH_SCHEDULES_H
#define CMD_GRAPH_SCHEDULES_H

#include "cmd/session/candidates.h"
#include "cmd/session/command.h"
#include "lab/engine/run.h"
#include "lab/trace/schedule_tree.h"

/* The call's first word is `schedules`. Returns a status. */
int graph_schedules(struct session *, const struct call *);

/* Search, so many seconds at most (0: no limit), and say how far it is; `wanted` as listing.h has it. The caller's; NULL after a complaint. */
struct schedule_tree *list_schedules(struct session *, const struct run_options *, unsigned wanted, int seconds, int *status);

/* What can be typed after that word. */
void offer_graph_schedules(const struct session *, const struct call *, struct offers *);

#endif
