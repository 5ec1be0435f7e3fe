/* state_set.h - a set of states' keys, each with a number. */
#ifndef LAB_SEARCH_STATE_SET_H
#define LAB_SEARCH_STATE_SET_H

#include <stdbool.h>

#include "lab/base/hash.h"

/* All zero is an empty one. Of `room` slots those are taken whose number is at least 0; their keys are in keys[]. */
struct state_set {
	struct key *keys;
	int32_t    *numbers;
	long        n, room;
};

/*
 * The number of the state, there from before or just put in as `number` (at least 0, at most INT32_MAX); *added says which. Valid
 * until the next one is put in.
 */
int32_t *state_set_put(struct state_set *, struct key, int64_t number, bool *added);

/* Bytes it has taken from the system. */
size_t state_set_bytes(const struct state_set *);

void state_set_free(struct state_set *);

#endif
