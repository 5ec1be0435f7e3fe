/*
 * state.h - what distinguishes a state of a run on fibers from its other states, in 128 bits.
 *
 * In it goes: of each task whether it has ended, what it may touch, how far off its deadline is, and the bytes of its
 * stack, on which the operation lies that it is about to make; each object's digest; what the pattern has allocated.
 * Where the operations wait in their queues does not count: that is left out of the stacks. Bytes that no longer matter may make one state count
 * as several, never several as one.
 */
#ifndef LAB_SEARCH_STATE_H
#define LAB_SEARCH_STATE_H

#include "lab/base/hash.h"
#include "lab/engine/run.h"

/* Add it. Between moves, after turn_moves(); where checkpoint_possible(). */
void state_hash(struct hash *, struct run *);

/* A set of states' keys, each with a number. All zero is an empty one. */
struct state_set {
	struct state_slot *slots;
	long               n, room;
};

struct state_slot {
	struct key key;
	int64_t    number;             /* -1: the slot is free */
};

/* The number of the state, there from before or just put in as `number` (at least 0); *added says which. */
int64_t *state_set_put(struct state_set *, struct key, int64_t number, bool *added);

/* Bytes it has taken from the system. */
size_t state_set_bytes(const struct state_set *);

void state_set_free(struct state_set *);

#endif
