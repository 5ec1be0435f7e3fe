/*
 * race.h - data races: two accesses to one cell, one of them a store, that nothing but luck has ordered.
 *
 * Happens-before with vector clocks (Mattern, "Virtual Time and Global States of Distributed Systems", 1988; Flanagan
 * and Freund, "FastTrack", PLDI 2009). What orders events is what the explorer says they depend on (depend.h), cells
 * left out: an unlock and the next lock, the k-th send and the k-th receive, and so on; an operation that fails, too,
 * comes after what made it fail.
 *
 * An event is told in parts, in this order: race_open(), what it depends on, race_close(), race_started().
 */
#ifndef LAB_CHECK_RACE_H
#define LAB_CHECK_RACE_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/check/depend.h"

struct race;

struct race_access {
	int         task;
	const char *here;               /* static storage; may be NULL */
	bool        store;
};

/* Two accesses that race, in the order in which they were made. */
struct conflict {
	int                object;      /* id of the cell */
	struct race_access first, second;
};

/* For a run of at most `n_tasks` tasks. */
struct race *race_new(int n_tasks);
void race_free(struct race *);

/* Forget what has happened. */
void race_again(struct race *);

/* The first two accesses that race, or NULL. Valid until race_again() or race_free(). */
const struct conflict *race_found(const struct race *);

/* ---- One event ---- */

/* By `task`, together with `partner`, which may be NO_TASK. */
void race_open(struct race *, int task, int partner);

/* It comes after all that `task` has done. */
void race_join(struct race *, int task);

/* It comes after everything, and before everything. */
void race_join_all(struct race *);

/* It touches an object that is no cell. ACCESS_JOIN and ACCESS_NONE are nothing. */
void race_touch(struct race *, int object, enum access_mode);

/* It is a load or a store of a cell. */
void race_access(struct race *, int object, bool store, const char *here);

/* It sends an item to a buffered channel, or receives one. */
void race_transfer(struct race *, int object, int capacity, bool send);

void race_close(struct race *);

/* The event just closed has started `task`. */
void race_started(struct race *, int task);

/* All events so far come before all that follow. */
void race_barrier(struct race *);

#endif
