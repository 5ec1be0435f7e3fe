/*
 * svg_timeline.h - a trace as lanes, drawn: a lane a task, a column a step; waits, sleeps, what is done and what is held.
 */
#ifndef LAB_EXPORT_SVG_TIMELINE_H
#define LAB_EXPORT_SVG_TIMELINE_H

#include <stdbool.h>
#include <stdio.h>

#include "lab/export/progress.h"
#include "lab/view/lanes.h"

enum { SVG_MOST_STEPS = 2000 };         /* drawn; of more, the last */

struct svg_timeline {
	const char *title;
	long        from, to;           /* steps, counted from 1; 0: from the first, to the last */
};

/*
 * `part` in: what is asked for; out: what is drawn. False when `progress` has stopped it. Errors stay in the FILE.
 */
bool svg_timeline(FILE *, const struct lanes *, struct svg_timeline *part, const struct export_progress *progress);

#endif
