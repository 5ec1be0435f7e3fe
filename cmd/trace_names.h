/*
 * trace_names.h - the tasks and objects of the last run, as they are named on a line: "task=worker-0 object=jobs".
 */
#ifndef CMD_TRACE_NAMES_H
#define CMD_TRACE_NAMES_H

#include <stdbool.h>

#include "cmd/session.h"

/* A whole number below 1000000000, and nothing else. */
bool whole_number(const char *text, long *value);

/* A task by its name or its number, an object by its name. Complains; returns a status. */
int trace_find_task(struct session *, const struct trace *, const char *name, int *id);
int trace_find_object(struct session *, const struct trace *, const char *name, int *id);

#endif
