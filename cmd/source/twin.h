/*
 * twin.h - a pattern's twin: the same thing as a plain program with pthreads, from patterns/pthread/, as the program
 * carries it. `show code dining as=pthread` shows it.
 */
#ifndef CMD_TWIN_H
#define CMD_TWIN_H

#include <stdbool.h>

#include "cmd/session/candidates.h"
#include "cmd/session/session.h"
#include "lab/engine/pattern.h"

/* A program of one's own is none's twin. */
bool twin_exists(const struct pattern *);

/* Can `as=` be this? STATUS_OK, or STATUS_USAGE after a complaint. */
int twin_check(struct session *, const char *as);

/* What `as=` can be. */
void twin_offer(struct offers *);

/* Show it, or a program itself, as it is, without marks and numbers: so that it can be kept, and compiled. A status. */
int twin_show(struct session *, const struct pattern *);

#endif
