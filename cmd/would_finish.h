/*
 * would_finish.h - one line about the smallest change that repairs a run, where that is cheap to find out.
 */
#ifndef CMD_WOULD_FINISH_H
#define CMD_WOULD_FINISH_H

#include "lab/base/buf.h"
#include "lab/check/explore.h"

/* "would finish with feed=task, or close=off (proved)"; nothing when half a second does not tell, or nothing lasts. */
void would_finish(struct buf *, const struct run_options *, const struct explore_watcher *);

#endif
