/*
 * transcript_times.h - what a command has really said, made fit to be expected the next time: how long a run or a search has
 * taken differs from one time to the next.
 */
#ifndef CMD_TRANSCRIPT_TIMES_H
#define CMD_TRANSCRIPT_TIMES_H

#include "lab/base/buf.h"

/*
 * Append whole lines: `[..]` in place of the time at the end of a run's verdict, "ok  3 tasks, 9 events, [..]"; and of that
 * in the head of a search, "... longest 7 steps, [..]", where `...` stands for the rest of the head, which is wrapped
 * otherwise each time. Times of the lab's own clock stay.
 */
void transcript_add_untimed(struct buf *, const char *lines);

#endif
