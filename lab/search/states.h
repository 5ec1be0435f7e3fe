/*
 * states.h - the second way to look at every schedule: visit every state once, going back to where a choice was left.
 *
 * It is the better one where many schedules lead to few states, and the only one that sees a livelock: a cycle of states
 * in which every task moves, or cannot.
 */
#ifndef LAB_SEARCH_STATES_H
#define LAB_SEARCH_STATES_H

#include "lab/search/world.h"

struct states;

struct states_options {
	long max_steps;         /* of one schedule */
	long max_states;
	int  max_switches;      /* schedules that change tasks more often are not looked at; 0: no bound */
	bool named;             /* every state counts by itself, be it another but for the names of tasks that are alike */
	bool whole;             /* what is about to be overwritten counts like all else */
	bool awake;             /* every move is made, be it known what follows it: as many states, the longer way */
};

/* Can it be done here? Only where tasks are fibers. */
bool states_possible(const struct world *);

/* A search over `world`, which must outlive it. */
struct states *states_new(struct world *, const struct states_options *);
void states_free(struct states *);

enum { MOST_STATES = 4000000, STEPS_A_MOVE = 10 };      /* to be looked at; of a schedule, as much work as a move */

/* Make so many moves more. False when the search is complete, or cannot go on: see states_limit(). */
bool states_run(struct states *, long moves);

/* The same; returns how much work that was, in moves: what tasks compute between theirs counts, too. */
long states_work(struct states *, long moves, bool *over);

/* How many times as much work a move is now as one of a small run: each state is kept, gone back to and hashed as a whole. */
long states_weight(const struct states *);

/* Why what was found so far is not everything, apart from being stopped; NULL when there is no such reason. */
const char *states_limit(const struct states *);

/*
 * Let so many processes, or ALL_CORES, make it from now on, if so many states were found, and it can be: see states_share.c. What
 * is found, and how many states there are, is the same. To be called between calls of states_run(), again and again.
 */
void states_share(struct states *, int cores, long from);

/* Nobody else works on it any more, and what others have found is here. To be called before what was found is read. */
void states_settle(struct states *);

/* Are there several now? */
bool states_shared(const struct states *);

/* How many processes have made what it has come to; 0: one has. */
int states_cores(const struct states *);

/* The tasks some of which were swapped so that states were one. */
const struct task_set *states_swapped(const struct states *);

/*
 * How many there are so far. Those through which one task passes, whatever the others do (alone.h), are not counted: which of them
 * are visited depends on the order of the search.
 */
long states_count(const struct states *);

/* Bytes it has taken from the system: the sets, the path to the present state, and the checkpoints on it. */
size_t states_bytes(const struct states *);

#endif
