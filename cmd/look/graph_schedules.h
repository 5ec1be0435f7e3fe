/*
 * graph_schedules.h - `graph schedules`: all schedules of what was run or searched last, as a tree.
 */
#ifndef CMD_GRAPH_SCHEDULES_H
#define CMD_GRAPH_SCHEDULES_H

#include "cmd/session/candidates.h"
#include "cmd/session/command.h"

/* The call's first word is `schedules`. Returns a status. */
int graph_schedules(struct session *, const struct call *);

/* What can be typed after that word. */
void offer_graph_schedules(const struct session *, const struct call *, struct offers *);

#endif
