/*
 * aside.h - what is done from now on shall not have been: the session's runs, settings, pattern and guests are put aside,
 * and later brought back.
 *
 * All that has been put aside can still be looked at meanwhile: `explain` tells of the newest run, `step` goes on with the
 * run that is stepped. Where the session talks, and whether it is to end, is not put aside.
 */
#ifndef CMD_ASIDE_H
#define CMD_ASIDE_H

#include "cmd/session/session.h"

struct aside;

/* Not while something is put aside already. */
struct aside *session_put_aside(struct session *);

/* Everything is as it was then. */
void session_bring_back(struct session *, struct aside *);

#endif
