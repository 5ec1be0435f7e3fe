/*
 * give.h - giving a lecture: with keys where there is a terminal, else straight through, as a script is executed.
 *
 * Invariants
 *   Every item is executed once, in its order. Going back shows what was kept of it; going on again does, too, up to
 *   where nothing has been executed yet.
 *   A line means what it means in a script: session_line() executes it, with the lecture's name and its number.
 */
#ifndef CMD_GIVE_H
#define CMD_GIVE_H

#include "cmd/lecture/lecture.h"
#include "cmd/session/session.h"

/*
 * Give it from its beginning, and record it into the file `cast` (NULL: do not). Returns the worst status of its lines, as
 * session_script() does; a run that ^C has stopped counts for nothing where there are keys.
 */
int give(struct session *, struct lecture *, const char *cast);

#endif
