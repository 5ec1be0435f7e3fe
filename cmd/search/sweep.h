/*
 * sweep.h - a pattern over a grid of settings, a cell for each combination of their values.
 *
 * Invariants
 *   The last axis changes fastest: cell i has value i % n of it, and so on.
 *   `n_done` cells are done. A part of a grid is every n_parts-th of its cells, from cell part-1 on; the others stay undone.
 */
#ifndef CMD_SWEEP_H
#define CMD_SWEEP_H

#include "cmd/search/search.h"
#include "lab/base/json.h"

enum { MAX_AXES = 5, MOST_VALUES = 1000, MOST_CELLS = 20000 };

/* A setting that is swept. */
struct axis {
	int  setting;                   /* of the pattern */
	int  n;
	int *values;                    /* owned */
};

/* How a cell may end: a verdict, or well, but a program with a status other than 0. */
enum { CELL_EXIT = VERDICT_COUNT, CELL_ENDS };

/* What became of one combination. */
struct cell {
	bool done;                      /* else nothing of it is known */
	bool proved;
	bool possible[CELL_ENDS];
	bool always[CELL_ENDS];
	/* by=run: over all runs, times in ns */
	int     runs;
	double  elapsed;
	long    operations;             /* completed in the time that was measured */
	double  measured;               /* less than `elapsed` when events were dropped */
	long    waits;                  /* of tasks for one another, but not for the end of others */
	double  waiting, longest;       /* the sum of them, the longest */
};

/* Of one cell, but for the last. */
struct sweep_limits {
	long    schedules;
	int64_t ns;                     /* and of all cells beyond the grid together */
	int     runs;                   /* by=run */
	int     beyond;                 /* cells beyond the grid at which a law is to be right */
};

/* A cell that is not of the grid. */
struct far_cell {
	int         values[MAX_SETTINGS];
	struct cell cell;
};

struct sweep {
	const struct pattern *pattern;
	int                   values[MAX_SETTINGS];     /* of the settings that are not swept */
	char                 *files[MAX_SETTINGS];      /* owned */
	bool                  read;                     /* from files: cells that are not done are missing there */
	bool                  real;                     /* by=run */
	bool                  any_time;                 /* time=any */
	int                   expected;                 /* of expect=: a verdict + 1; 0: none was asked for */
	int                   n_axes;
	struct axis           axes[MAX_AXES];
	int                   part, n_parts;            /* 1 of 1: the whole */
	long                  n_cells, n_done;
	struct cell          *cells;
	struct sweep_limits   limits;
	int                   n_far, far_room;
	struct far_cell      *far;                      /* owned */
	char                 *law;                      /* what `law` has said of it, lines without colour; owned; NULL: nothing yet */
};

/* The worst that can happen in a cell, or VERDICT_OK. */
int cell_worst(const struct cell *);

/* Is it proved that it ends badly whatever the schedule, be it in one way or another? */
bool cell_never_well(const struct cell *);

/* "deadlock", "exit" */
const char *cell_word(int end);

/* The other way; CELL_ENDS: there is no such end. */
int cell_end_named(const char *word);

/* The values of all settings in this cell. */
void sweep_values(const struct sweep *, long cell, int values[MAX_SETTINGS]);

/* The index on this axis of a cell. */
int sweep_index(const struct sweep *, long cell, int axis);

/* How many cells are of its part. */
long sweep_n_mine(const struct sweep *);

/* Cells that its files should have, and have not. */
bool sweep_misses(const struct sweep *);

/* No cell that was looked at ends badly. */
bool sweep_all_well(const struct sweep *);

/* What the map comes to as a status: is all well, or does some cell end as was expected? */
int sweep_status(const struct sweep *);

/*
 * Read "workers=1..4 feed=task,main jobs=9": those with several values are the axes. Words that are not swept, and options of
 * the command (`own`), as search_read() has them. NULL after a complaint; `*status` says which.
 */
struct sweep *sweep_read(struct session *, const struct call *, const struct spec *own, int n_own, int *values,
                         struct search *search, int *status);

void sweep_free(struct sweep *);        /* NULL is harmless */

/* The session's newest sweep from now on, and owned by it. */
void sweep_keep(struct session *, struct sweep *);

/* The newest, or NULL. */
struct sweep *sweep_newest(const struct session *);

/*
 * What became of a cell in a letter: '.' ok, '?' ok as far as was looked, 'D' always a deadlock, 'd' sometimes, ...; '-' not
 * looked at. What a mark means is appended: "always deadlock". All marks, in the order of a legend.
 */
char sweep_mark(const struct sweep *, long cell);
void sweep_meaning(struct buf *, const struct sweep *, char mark);
const char *sweep_marks(void);

/* The map: letters, in colour where there is any, and what they mean. */
void sweep_map(struct buf *, const struct sweep *, const struct look *);

/* "workers=3", or "3" when it is not `named`: the value of an axis at this index; malloc'ed. */
char *sweep_label(const struct sweep *, int axis, int index, bool named);

/* by=run: count a run in; then throughput and waiting, a row a cell; or the members of a cell's object. */
void sweep_add_run(struct cell *, const struct result *);
void sweep_rates_json(struct json *, const struct cell *);
struct rates {
	double elapsed, rate, waits, waiting, mean, longest;    /* of a run; times in ns, rate in operations a second */
};
struct rates sweep_rates_of(const struct cell *);
void sweep_rates(struct buf *, const struct sweep *, const struct look *);

/*
 * What separates good cells from bad ones, a paragraph for each kind of bad end; or an object each, one a line. Where cells
 * were explored, more of them are, just beyond the grid.
 */
void sweep_law(struct session *, struct sweep *, struct buf *);
void sweep_law_json(struct session *, struct sweep *);

/* What an exploration found, in short. */
void sweep_keep_found(struct cell *, const struct exploration *);

/*
 * Explore, or run, every cell of the sweep's part, within its limits; with `json` each is told as it is done, unless
 * `silent`. Returns an enum status.
 */
int sweep_run(struct session *, struct sweep *, bool silent);

/*
 * What a line of `sweep` or `law` asks for: a grid, read and swept, or read from files; the session's newest from then on.
 * Returns an enum status; when it is STATUS_USAGE or STATUS_SYSTEM, after a complaint, there may be no new one.
 */
int sweep_make(struct session *, const struct call *, bool for_law);

/* "3/8": the third of eight. False: it is no part, or no grid has so many. */
bool sweep_part_read(const char *text, int *part, int *n_parts);

/* law's own option. */
const struct spec *sweep_beyond(void);

#endif
