/* state_set.h - a set of states' keys, each with a number. */
#ifndef LAB_SEARCH_STATE_SET_H
#define LAB_SEARCH_STATE_SET_H

#include <stdbool.h>

#include "lab/base/hash.h"

/* All zero is an empty one. */
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
