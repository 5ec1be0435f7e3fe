/*
 * would_finish.h - changes that repair a run in words, and one line about the smallest where that is cheap to find out.
 */
#ifndef CMD_WOULD_FINISH_H
#define CMD_WOULD_FINISH_H

#include <stddef.h>

#include "lab/base/buf.h"
#include "lab/search/explore.h"
#include "lab/search/repair.h"

/* "feed=task"; "feed=task close=off" */
void change_text(struct buf *, const struct pattern *, struct change);
void changes_text(struct buf *, const struct pattern *, const struct repair *);

/*
 * How much is tried for that after a search that took so much work (0: there was none): no more than it took, but always what
 * is hardly noticed, and never more than what a prompt may take. Of a program with so many bytes of source (0: it is none) each
 * try is built: of a large one there are fewer.
 */
struct repair_limits would_finish_limits(long searched, size_t source);

/*
 * In so much time at most (0: no limit):
 * "would finish with feed=task, or close=off (proved)" of what hangs, "would end well with" of what came to another bad end;
 * nothing when so much work does not tell, or nothing lasts.
 */
void would_finish(struct buf *, const struct run_options *, enum verdict, long searched, int64_t ns,
                  const struct explore_watcher *);

#endif
