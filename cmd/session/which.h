/*
 * which.h - which pattern is meant.
 */
#ifndef CMD_WHICH_H
#define CMD_WHICH_H

#include "cmd/session/session.h"
#include "lab/base/json.h"
#include "lab/engine/pattern.h"

struct call;

/*
 * The pattern with this name, '_' standing for '-', or the one that was loaded from this path; NULL. Nothing is built.
 */
const struct pattern *pattern_find(const char *name);

/*
 * The same, but what is in the file of that path now: it is built and loaded first, with the options of a cflags= among the
 * arguments of the call, else of the session. STATUS_OK, or another status after a complaint.
 */
int pattern_named(struct session *, const struct call *, const char *name, const struct pattern **);

/* Does a program compile with these values, and texts by setting? STATUS_OK, or another status after a complaint. */
int which_builds(struct session *, const struct pattern *, const int *values, const char *const *files);

/* The word on the line that is no setting, else the pattern that settings are about. A status as of pattern_named(). */
int which_pattern(struct session *, const struct call *, const struct pattern **);

/*
 * The member "pattern" of an answer: its name; of a person's own file the last part of its path, and then "program":true
 * where it is no pattern file. NULL: null.
 */
void which_json(struct json *, const struct pattern *);

#endif
