/*
 * step_state.h - the objects of a stepped run in one line: who holds what, what is in which channel, each cell's value.
 */
#ifndef CMD_STEP_STATE_H
#define CMD_STEP_STATE_H

#include "lab/base/buf.h"
#include "lab/search/stepper.h"

/*
 * "main holds lock; counter = 2; jobs 2/4 (3, 4); working 3 to go": at most `width` columns, without a newline. What is
 * held comes first, then cells, then what something is in; what does not fit is counted: "; and 5 more". Where names take
 * too much room, a task is its number: "t1 has fork-0". Nothing when the run has no object yet.
 */
void step_state(struct buf *, const struct position *, int width);

#endif
