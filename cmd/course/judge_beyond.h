/*
 * judge_beyond.h - does a repair hold for larger numbers than those of today?
 *
 * Where a task keeps a number open to larger ones ("jobs>=8") the repair is tried with larger ones: the next, and then twice as
 * many, again and again, as far as little work goes. Where it breaks, the number at which it does is looked for between.
 */
#ifndef CMD_JUDGE_BEYOND_H
#define CMD_JUDGE_BEYOND_H

#include "cmd/course/lesson.h"
#include "lab/base/buf.h"
#include "lab/check/finding.h"

/* Append a sentence about it, " But ...": what was run is proved to end in ok. Nothing where no number is open, or after ^C. */
void beyond_add(struct buf *, const struct goal *, const struct result *);

#endif
