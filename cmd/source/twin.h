/*
 * twin.h - a pattern's twins: the same thing in other words, as the program carries it. As a plain program with pthreads,
 * from patterns/pthread/, and in Go, from patterns/go/. `show code dining as=pthread` shows one.
 */
#ifndef CMD_TWIN_H
#define CMD_TWIN_H

#include "cmd/session/candidates.h"
#include "cmd/session/session.h"
#include "cmd/source/code_part.h"
#include "lab/base/json.h"
#include "lab/engine/pattern.h"

/* Can `as=` be this? STATUS_OK, or STATUS_USAGE after a complaint. */
int twin_check(struct session *, const char *as);

/* What `as=` can be for a pattern; nothing for a program of one's own. */
void twin_offer(struct offers *, const struct pattern *);

/* Show it in the form `as`, which twin_check() knows; or a program itself. As it is, without marks and numbers: so that
 * it can be kept, and compiled; all of it, or a part. A status. */
int twin_show(struct session *, const struct pattern *, const char *as, const struct code_part *);

/*
 * The forms there are of a pattern; none of a program of one's own. As "a plain C program (as=pthread) and ...", as
 * "\nshow code dining as=pthread" each, and as an array "forms".
 */
void twin_add_forms(struct buf *, const struct pattern *);
void twin_add_commands(struct buf *, const struct pattern *);
void twin_json(struct json *, const struct pattern *);

#endif
