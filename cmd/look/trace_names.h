/*
 * trace_names.h - the tasks and objects of the last run, as a line names them: "task=worker-0".
 */
#ifndef CMD_TRACE_NAMES_H
#define CMD_TRACE_NAMES_H

#include <stdbool.h>

#include "cmd/session/candidates.h"
#include "cmd/session/command.h"
#include "cmd/session/session.h"

/* A whole number below 1000000000, and nothing else. */
bool whole_number(const char *text, long *value);

/* Steps from `from` on, 0 for all, are asked for of a trace: has it any? Complains; returns a status. */
int trace_check_from(struct session *, const struct trace *, long from);

/* A task by its name or its number, an object by its name. Complains; returns a status. */
int trace_find_task(struct session *, const struct trace *, const char *name, int *id);
int trace_find_object(struct session *, const struct trace *, const char *name, int *id);

/*
 * Is this "task=" (or "thread=") or "object="? Then its name is looked up. Complains and sets `status` of a name that the
 * run has not; true also then.
 */
bool trace_takes_name(struct session *, const struct trace *, const struct arg *, int *task, int *object, int *status);

/* For a command's own completer: "object=" and "task=", each once, and after them the names there are. */
void offer_trace_names(const struct session *, const struct call *, struct offers *);

/* The same for "last=", say: a name that is not given yet. */
void offer_name(const struct call *, struct offers *, const char *name, const char *note);

#endif
