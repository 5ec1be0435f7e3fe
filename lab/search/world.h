/*
 * world.h - one run, run again and again: what the searches share.
 */
#ifndef LAB_SEARCH_WORLD_H
#define LAB_SEARCH_WORLD_H

#include "lab/check/race_watch.h"
#include "lab/engine/checkpoint.h"
#include "lab/search/explore.h"
#include "lab/trace/schedule_tree.h"

/* Phrases: why a search is no proof where there are more tasks than it takes, or than races are watched for, or steps; and where it did not repeat. */
extern const char too_many_tasks[], too_many_racers[], too_many_steps[], not_deterministic[];

struct world {
	struct run         *run;
	struct stacks      *stacks;
	struct exploration *found;
	struct checkpoint   start;          /* where main, and whom it has started, are about to make their first operations */
	bool                started;        /* `start` holds it */
	struct race_image   known;          /* what was known of races then */
	int                 known_racers;   /* when so many tasks were watched; 0: it holds nothing */
	int                 restarts;
	struct race_watch   watch;
	int                 racers;     /* so many tasks are watched for races, from the next restart on */
	bool                watched;    /* for races, from the next restart on. At first it is */
	bool                raced;      /* the caller's: the run has a race, as it knows otherwise */
	struct schedule_tree *listed;   /* where the schedules go that world_note_end() adds; NULL: nowhere */
};

/* False with a sentence in `*error` when the run cannot be made. */
bool world_open(struct world *, const struct run_options *, struct exploration *found, char **error);
void world_close(struct world *);

/*
 * From the start, after turn_moves(). The first two times the run is really made anew, so that whoever compares them
 * sees whether it always begins in the same way; from then on what has come of it is put back, where tasks are fibers.
 */
void world_restart(struct world *);

/*
 * There are n moves: has the run come to an end? When none are left, or by a fault; or because it has a race, where what
 * comes of one is not looked at (MEMORY_RACES).
 */
bool world_is_over(const struct world *, int n);

/* Has it, by a race: where it is over as soon as it has one? */
bool world_ends_by_race(const struct world *);

/* The run has come to an end (no moves are left, or a fault): how? A race is told where nothing worse is, and
 * that more was done than declared where nothing else is.
 * The number of tasks left behind in *leaked. */
enum verdict world_verdict(const struct world *, int *leaked);

/* The same: has a program ended by itself, with an exit status other than 0? */
bool world_has_failed(const struct world *);

/* What was found so far does not count. */
void world_forget(struct world *);

/* Add a schedule that comes to that, without looking at the run, which has not ended. */
void world_note_schedule(struct world *, enum verdict, const struct step *, long n);

/* Add to `into` what was found in `from`, which lies in the same arena, and count its ends in place of those of `into`. */
void exploration_take_over(struct exploration *into, const struct exploration *from);

/* Add to `into` what `from`, in the same arena, has and it has not. */
void exploration_add(struct exploration *into, const struct exploration *from);

/* At the end, when all final values are there: leave out those that nobody could compare, for some are addresses, or all. */
void exploration_settle_finals(struct exploration *);

/* Add the schedule just made, which has come to an end, to what was found. One that was braked has not. */
void world_note_end(struct world *);

#endif
