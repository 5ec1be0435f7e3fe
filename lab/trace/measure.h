/*
 * measure.h - what a pattern wants measured of each of its runs, where waiting is what it is about.
 *
 * Tasks are named by how their names begin, so "worker" is worker-0, worker-1, ...
 */
#ifndef LAB_TRACE_MEASURE_H
#define LAB_TRACE_MEASURE_H

enum measure_kind {
	MEASURE_NOTHING,        /* ends a list */
	MEASURE_WAITS,          /* how often and how long `tasks` wait for `object` */
	MEASURE_QUEUE,          /* of the channel `object`: who comes, how `tasks` serve, Little's law */
	MEASURE_GAPS,           /* the time between what `tasks` do to `object` and the next time one does */
	MEASURE_PACE,           /* `tasks` that get through at `object`: how many at once, then how fast */
	MEASURE_VALUE           /* of the cell `object`, at the end */
};

struct measure {
	enum measure_kind kind;
	const char       *tasks;
	const char       *object;       /* MEASURE_WAITS: NULL for any but the end of others */
	const char       *text;         /* what the line begins with: "a writer waits" */
	const char       *refused;      /* MEASURE_QUEUE: the cell that counts those who came and were not served */
};

#endif
