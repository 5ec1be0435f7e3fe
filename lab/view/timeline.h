/*
 * timeline.h - a trace as lanes side by side: a lane a task, a column a step or a slice of time.
 */
#ifndef LAB_VIEW_TIMELINE_H
#define LAB_VIEW_TIMELINE_H

#include "lab/view/view.h"

/* What of it to draw. */
struct timeline_part {
	long from, to;          /* steps, counted from 1; 0: from the first, to the last */
	int  task, object;      /* only its lane; only what is done to it, and waits for it. NO_TASK, NO_OBJECT: all */
	bool by_time;           /* a column is a slice of time, not a step */
};

/*
 * A line with the steps' numbers or the time, then a line for each task, below it one for each lock it holds at once, and
 * a line that says what the letters mean. At most `look->width` columns wide.
 */
void view_timeline(struct buf *, const struct trace *, const struct timeline_part *, const struct look *);

#endif
