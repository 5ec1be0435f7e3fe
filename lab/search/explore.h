/*
 * explore.h - every schedule of a pattern with its settings, up to swapping what nobody can tell apart.
 *
 * The search re-runs the pattern on the turn engine, from the start, with another schedule each time. Which schedules
 * are enough is source-set dynamic partial order reduction with sleep sets (Abdulla, Aronis, Jonsson, Sagonas, "Optimal
 * Dynamic Partial Order Reduction", POPL 2014; Flanagan and Godefroid, POPL 2005): dpor.c.
 */
#ifndef LAB_SEARCH_EXPLORE_H
#define LAB_SEARCH_EXPLORE_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/base/arena.h"
#include "lab/engine/run.h"
#include "lab/search/task_set.h"

struct schedule_tree;

/* Of one run. */
enum { MAX_RUN_STEPS = 2000 };

/*
 * Tasks with which the search by schedules can prove something, and that by states, which takes far more where many are alike;
 * where races are watched for, that takes no more than RACE_MOST_VIEWED (race.h). With more, chance must do.
 */
enum { MAX_EXPLORED_TASKS = 64, MAX_STATES_TASKS = 1000 };

/* Which search is made: both take turns unless one is asked for. */
enum explore_by { BY_EITHER, BY_SCHEDULES, BY_STATES };

/* Processes that search: at most; as many as there are processors. */
enum { MAX_CORES = 64, ALL_CORES = -1 };

/* When to give up. Zero: no limit, or the default where one is named. */
struct explore_limits {
	long    schedules;              /* runs, the pruned ones included */
	int64_t ns;                     /* of real time */
	long    steps;                  /* of one run; 0: MAX_RUN_STEPS */
	long    work;                   /* steps of the search by schedules; that by states makes a move where it makes ten */
	bool    first_bad;              /* stop at the first bad end */
	bool    named;                  /* tasks that are alike are not swapped: see alike.h */
	bool    as_found;               /* do not look for shorter bad ends than those found */
	int     cores;                  /* so many processes may search, or ALL_CORES; 0: this one alone */
	int     switches;               /* from one task to another, in one run */
	enum explore_by by;             /* schedules: not with a bound on switches, nor where the clock may move at any moment */
	struct schedule_tree *listed;   /* NULL, or: search by schedules alone, where that can be, and list them here */
};

/* Who looks on. */
struct explore_watcher {
	/*
	 * About ten times a second. States: where they alone are looked at, else 0; how many there will be is not known. Done: how much
	 * of the search by schedules is behind, 0 .. 1, an estimate.
	 */
	void (*tick)(void *context, long schedules, long states, double done);
	void  *context;
	bool (*interrupted)(void *context);
};

/* A cell's final values over all schedules that came to an end. */
struct final_values {
	const char *name;
	int         n, room;
	int64_t    *values;             /* ascending */
};

/* One schedule that came to an end, step by step. */
struct ending {
	enum verdict verdict;
	long         n;
	struct step *steps;
	int          switches;          /* steps made by another task than the one before */
	int          preemptions;       /* those where the one before could have gone on */
	long         round;             /* of a livelock: the last so many steps are done again and again, and that is fair, for who
	                                   does nothing meanwhile cannot move all along; 0: it is not known to be so */
	bool         cut;               /* of a run that went on from there: it has its race by then */
	bool         minimal;           /* proved: no schedule that ends so has fewer steps, or as many and fewer switches */
};

/* One that ends by itself, and a number of what it has printed: see outside.h. */
struct printing {
	uint64_t       lines;
	struct ending *ending;          /* NULL: there is none */
};

struct exploration {
	struct arena        *arena;     /* owns what follows */
	bool                 proved;    /* the search was complete: nothing below is left out */
	double               done;      /* how much of the search is behind, 0 .. 1: an estimate; 0 where there is none to give */
	const char          *limit;     /* why it is not proved, as a phrase; NULL when it is */
	struct breaches        breaches;    /* what tasks did in some schedule though they had not declared it */
	const char          *weak;      /* where a memory order was weaker than seq_cst, or NULL: static storage */
	const char          *dry;       /* where a program read its standard input, but was given none, or NULL */
	struct stayed        stayed;    /* who had not come to an operation when the time was over; "": nobody */
	bool                 more;      /* that is the limit of work alone: with a greater one it goes on */
	bool                 timed;     /* some schedule set a deadline: the clock plays a part */
	const char          *slept;     /* where a task slept, or NULL: static storage */
	const char          *bided;     /* where one waited for a while at most, or NULL */
	const char          *any_time;  /* why time=any could prove nothing, as a phrase; NULL: it might */
	long                 work;      /* done, as the limit of it counts */
	const char          *search;    /* "dpor", "states" or "sampled" */
	long                 schedules; /* that came to an end */
	long                 pruned;    /* given up half-way: like another one from there on */
	long                 states;    /* of the state search, 0 without it */
	struct task_set      alike;     /* states count up to swapping those that are alike among these tasks */
	int                  cores;     /* so many processes took part */
	size_t               bytes;     /* that it took to know them */
	long                 longest;   /* steps */
	int64_t              elapsed;   /* ns */
	long                 ends[VERDICT_COUNT];       /* schedules by how they ended */
	long                 unended;   /* by chance: among `schedules`, those that were left after MAX_SAMPLE_STEPS steps; with a race
	                                   before, or getting nowhere by then, they are among `ends`, too */
	long                 cut;       /* and those of them that are not, for all they have shown is that they are long */
	bool                 too_long;  /* so many steps were not enough for a run of a search that looks at every schedule */
	int                  leaked_least, leaked_most;
	int                  n_finals;
	struct final_values *finals;
	bool                 unsettled;         /* they are not all: none is told in the end */
	struct ending       *bad[VERDICT_COUNT];        /* one for each verdict but ok that occurred; NULL elsewhere */
	struct ending       *good;      /* one that ends ok, or NULL */
	struct ending       *failed;    /* of a program: one that ends by itself with a status other than 0, or NULL */
	struct printing      printed[2];        /* of a program: the two shortest that print what the other does not */
	long                 failures;  /* schedules, of those that ended well or raced, with such a status */
	struct task_set      left;      /* of a program: tasks that need not have ended where it did, in some schedule */
	const char          *kept;      /* of a program: a task that has ended with a lock, as a phrase, in some schedule; or NULL */
	int                  n_tasks;
	const char         **tasks;     /* names by id, of the longest run */
	struct exploration  *besides;   /* what runs by chance have added to it; owned; NULL: nothing */
};

/*
 * Explore. `options` as for run_new(); its engine and turn part are ignored, but for any_time: then the clock may move at
 * any moment, and only the search by states can prove anything, as with a bound on switches. NULL with a sentence in
 * `*error` (malloc'ed) when the run cannot be made, or not searched as is asked for in a build without fibers. The caller frees
 * the result with exploration_free(). `limits` and `watcher` may be NULL.
 */
struct exploration *explore(const struct run_options *options, const struct explore_limits *limits,
                            const struct explore_watcher *watcher, char **error);

void exploration_free(struct exploration *);

#endif
