/*
 * which.h - which pattern is meant.
 */
#ifndef CMD_WHICH_H
#define CMD_WHICH_H

#include "cmd/session/session.h"
#include "lab/engine/pattern.h"

struct call;

/* The pattern with this name, '_' standing for '-', or NULL. */
const struct pattern *pattern_find(const char *name);

/* There is no pattern `name`: say so, with the nearest names. STATUS_USAGE. */
int complain_pattern(struct session *, const char *name);

/* The word on the line that is no setting, else the pattern that settings are about. NULL after a complaint. */
const struct pattern *which_pattern(struct session *, const struct call *);

#endif
