/*
 * versions.h - states of a run that differ only in who knows of which access to its cells (race.h).
 *
 * Where less is known there are more races: a version of a state in which no more was known than now stands for the
 * present one, as far as it matters whether there is a race. Whether there is an end without one it tells only where it has
 * come to one, or where there is no race at all; else the search must be made again with every version told apart.
 *
 * Invariants
 *   view[n] is what was known in state number n, -1 where nothing is watched; next[n] is its next version, -1 at the end.
 *   Views are kept once.
 */
#ifndef LAB_SEARCH_VERSIONS_H
#define LAB_SEARCH_VERSIONS_H

#include "lab/check/race.h"
#include "lab/search/state_set.h"

struct versions {
	struct state_set  known;        /* views by what is in them */
	struct race_view *views;        /* their words are owned */
	long              n_views, views_room;
	int32_t          *view, *next;  /* by number of state */
	long              room;
	size_t            bytes;        /* of words */
	bool              exact;        /* tell every version apart */
	bool              merged;       /* two were not the same, but one stands for the other */
};

/* A version of the state whose first has the number `first` that stands for what is known now, or -1. */
int64_t versions_find(struct versions *, int64_t first, struct race_view);

/* State `number` has been found, in which so much is known: a version of `first`, or `number` itself is the first. */
void versions_add(struct versions *, int64_t number, int64_t first, struct race_view);

/* What tells this version of the state with that key from all others, of whatever state. */
struct key versions_key(struct key state, struct race_view);

/* What was known in state `number`; and its next version, or -1. */
struct race_view versions_view(const struct versions *, int64_t number);
int64_t versions_next(const struct versions *, int64_t number);

/* Forget all but `exact`. */
void versions_forget(struct versions *);

/* Bytes they have taken from the system. */
size_t versions_bytes(const struct versions *);

#endif
