/*
 * timeline_lane.h - between timeline.c, which lays the picture out and writes it down, and timeline_lane.c, which draws it.
 */
#ifndef LAB_VIEW_TIMELINE_LANE_H
#define LAB_VIEW_TIMELINE_LANE_H

#include "lab/view/canvas.h"
#include "lab/view/lanes.h"
#include "lab/view/timeline.h"

enum { MOST_HOLDS = 3, LETTERS = 128 };

struct glyphs {
	const char *alive, *blocked, *asleep, *holds, *between, *crossing, *under;
};

struct drawing {
	const struct lanes         *lanes;
	const struct timeline_part *part;
	const struct look          *look;
	const struct glyphs        *glyphs;
	long       from, to;            /* steps, from 0: from <= step < to */
	long       each;                /* steps in a column */
	int        name, width;         /* columns of the names, and of the picture */
	double     begin, end;          /* ns, by time */
	bool       used[LETTERS], lives, waits, sleeps, holds, elsewhere;
	bool      *crossed;             /* by column: in this lane a line passes between two that meet */
	struct row rows[1 + MOST_HOLDS];
};

/* The column at which a step begins, within the picture. */
int timeline_place(const struct drawing *, long step);

/* The columns from there to where the next column of steps begins; by time there is one. */
int timeline_room(const struct drawing *, long step);

/* A task's lane: lives and waits, then what happens, in rows[0]; what it holds in those below. Returns the rows that needs. */
int timeline_lane(struct drawing *, int task);

#endif
