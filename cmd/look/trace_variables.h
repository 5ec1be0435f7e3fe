/*
 * trace_variables.h - `trace variable=count`: which step has changed a program's variable, from what to what.
 */
#ifndef CMD_TRACE_VARIABLES_H
#define CMD_TRACE_VARIABLES_H

#include "cmd/session/candidates.h"
#include "cmd/session/session.h"
#include "lab/trace/trace.h"

/* Tell the changes of this variable, of each for "all"; the last so many (0: all). Complains; returns a status. */
int trace_variables(struct session *, const struct trace *, const char *name, long last);

/* Offer the names that there are. */
void offer_variables(const struct trace *, struct offers *);

#endif
