/*
 * sweep_beyond.h - cells that are not of a sweep's grid, explored for its laws.
 */
#ifndef CMD_SWEEP_BEYOND_H
#define CMD_SWEEP_BEYOND_H

#include "cmd/search/search_progress.h"
#include "cmd/search/sweep.h"

struct beyond {
	struct session        *session;
	struct sweep          *sweep;
	int64_t                until;   /* on the clock, in ns; 0: no limit */
	struct search_progress progress;
};

/* Time begins to run. */
void beyond_begin(struct beyond *, struct session *, struct sweep *);
void beyond_end(struct beyond *);

/*
 * What becomes of a cell with these values of all settings: explored once, and kept by the sweep. One that would take long is
 * not proved; one that cannot be run has no end that is possible. NULL: time is up, or somebody has said ^C.
 */
const struct cell *beyond_cell(struct beyond *, const int *values);

#endif
