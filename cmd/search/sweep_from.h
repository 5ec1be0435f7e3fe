/*
 * sweep_from.h - a grid put together from the lines of its parts, which may have been swept by many machines.
 */
#ifndef CMD_SWEEP_FROM_H
#define CMD_SWEEP_FROM_H

#include "cmd/search/sweep.h"

/* Does the line ask for that: is there a from= on it? */
bool sweep_from_asked(const struct call *);

/*
 * The grid whose cells stand in the files that the line names: from=FILE, of which there may be several; plain words are
 * files, too. Each may be a pattern as in a shell. But for the options of the command (`own`) nothing else stands there; a
 * path that ends in ".c" or "/" says where a person's own program is now, when that has moved.
 *
 * With `tell` and json the lines are written again, in the order of the cells. Cells that are missing stay undone, which
 * is complained of. NULL after any other complaint; `*status` says which.
 */
struct sweep *sweep_from(struct session *, const struct call *, const struct spec *own, int n_own, int *values,
                         struct search *, bool tell, int *status);

#endif
