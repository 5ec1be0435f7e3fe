/*
 * race_watch.h - tell a race detector what happens in a run: move by move on the turn engine, or from a trace.
 */
#ifndef LAB_CHECK_RACE_WATCH_H
#define LAB_CHECK_RACE_WATCH_H

#include "lab/check/race.h"
#include "lab/engine/run.h"
#include "lab/trace/trace.h"

/* Has the run a cell so far? Without one there is nothing to race for. */
bool run_has_cells(const struct run *);

/* ---- Move by move ---- */

enum { MOST_RACERS = 256 };     /* tasks, where one must be made before their number is known */

struct race_watch {
	struct race *race;              /* the caller's */
	bool         over;              /* more tasks than it was made for: nothing is said any more */
	int          room;              /* so many tasks */
	int          known;             /* tasks */
	int64_t      now;
	int          task, partner;     /* of the move being made; NO_TASK: none */
};

/* From the start of a run, which has not moved yet; the race was made for `room` tasks. */
void race_watch_begin(struct race_watch *, struct race *, int room);

/* The move is about to be made; it has been made. */
void race_watch_before(struct race_watch *, struct run *, const struct move *);
void race_watch_after(struct race_watch *, struct run *);

/* turn_make() between the two. */
void race_watch_make(struct race_watch *, struct run *, const struct move *);

/*
 * Are two tasks about to touch one cell, one of them with a store? Whatever happens next, those two accesses race; and
 * where some schedule has a race, some schedule leads here.
 */
bool race_is_next(const struct run *);

/* A strategy that lets another one pick, and watches. */
struct race_chaperon {
	struct race_watch      watch;
	const struct strategy *strategy;
	void                  *context;
};

extern const struct strategy strategy_chaperon;

/* ---- From a trace ---- */

/* The races of a whole trace, sorted, of which nothing was dropped. False: there are too many tasks to tell. */
bool race_in_trace(const struct trace *, struct conflict *found, bool *any);

#endif
