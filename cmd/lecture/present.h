/*
 * present.h - a lecture by its name or its file, given.
 */
#ifndef CMD_PRESENT_H
#define CMD_PRESENT_H

#include "cmd/session/session.h"

/*
 * `name`: of one that the program carries, the path of a script, or "-" for the standard input. `cast`: see give(). Returns
 * a status, after a complaint when there is no such lecture.
 */
int present(struct session *, const char *name, const char *cast);

#endif
