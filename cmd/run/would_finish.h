/*
 * would_finish.h - changes that repair a run in words, and one line about the smallest where that is cheap to find out.
 */
#ifndef CMD_WOULD_FINISH_H
#define CMD_WOULD_FINISH_H

#include "lab/base/buf.h"
#include "lab/search/explore.h"
#include "lab/search/repair.h"

/* "feed=task"; "feed=task close=off" */
void change_text(struct buf *, const struct pattern *, struct change);
void changes_text(struct buf *, const struct pattern *, const struct repair *);

/* "would finish with feed=task, or close=off (proved)"; nothing when a little work does not tell, or nothing lasts. */
void would_finish(struct buf *, const struct run_options *, const struct explore_watcher *);

#endif
