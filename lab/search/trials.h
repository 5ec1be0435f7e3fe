/*
 * trials.h - how a pattern ends with one setting or another, each found out once.
 *
 * Invariants
 *   What is known does not change: an answer GOOD or BAD is never asked for again, nor is one that more work cannot give.
 */
#ifndef LAB_SEARCH_TRIALS_H
#define LAB_SEARCH_TRIALS_H

#include "lab/engine/fiber.h"
#include "lab/search/explore.h"

/* Every schedule ends well, proved, a program with status 0; one ends badly; neither is known; a person's own program cannot be built so. */
enum answer { GOOD, BAD, UNDECIDED, IMPOSSIBLE };

/* How much may be tried, besides the work of each exploration. Zero: no limit. */
struct trial_limits {
	long    tries;                  /* explorations of settings that nothing is known about */
	long    work;                   /* of all explorations, as struct explore_limits counts it, and of building */
	int64_t ns;                     /* of real time, in all */
};

/* To build a program with other values takes about as long as so much work; without fibers work is dearer. */
enum { WORK_OF_BUILDING = FIBERS ? 20000 : 500 };

struct trials {
	struct run_options            options;          /* its values and any_time do not count */
	struct trial_limits           limits;
	const struct explore_watcher *watcher;          /* or NULL */
	long                          work;             /* of one exploration; may be raised between two questions */
	bool                          over;             /* a limit is reached: only what is known is answered */
	bool                          counted;          /* and it is one of a count: more time would change nothing */
	bool                          more;             /* set when an answer is left open that more work may give */
	char                         *error;            /* why the run cannot be made, malloc'ed; then it is over */

	struct trial                 *all;
	long                          n, room;
	long                          worked;           /* of what limits.work limits */
	int64_t                       started;
};

/* Over runs with these options, within these limits. trials_free() gives back all but the error. */
void trials_begin(struct trials *, const struct run_options *, const struct trial_limits *, const struct explore_watcher *);
void trials_free(struct trials *);

/* How does it end with these values of the pattern's settings, in virtual time, or whenever the clock moves? */
enum answer trials_ask(struct trials *, const int *values, bool any_time);

/* Does the clock play a part with these values, which have been asked for in virtual time? */
bool trials_timed(const struct trials *, const int *values);

/* Enter an answer that is known from elsewhere, in virtual time or not. */
void trials_know(struct trials *, const int *values, bool any_time, enum answer);

#endif
