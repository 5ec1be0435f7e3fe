/* state_set.c - see state_set.h. */
#include "lab/search/state_set.h"

#include <stdlib.h>

#include "lab/base/panic.h"

static struct state_slot *slot_of(const struct state_set *set, struct key key)
{
	uint64_t at = key.a & (uint64_t)(set->room - 1);

	while (set->slots[at].number >= 0 && (set->slots[at].key.a != key.a || set->slots[at].key.b != key.b))
		at = (at + 1) & (uint64_t)(set->room - 1);
	return &set->slots[at];
}

static void grow(struct state_set *set)
{
	struct state_set bigger = { .room = set->room ? 2 * set->room : 1024, .n = set->n };

	bigger.slots = malloc((size_t)bigger.room * sizeof *bigger.slots);
	if (!bigger.slots)
		panic("out of memory");
	for (long i = 0; i < bigger.room; i++)
		bigger.slots[i].number = -1;
	for (long i = 0; i < set->room; i++)
		if (set->slots[i].number >= 0)
			*slot_of(&bigger, set->slots[i].key) = set->slots[i];
	free(set->slots);
	*set = bigger;
}

int64_t *state_set_put(struct state_set *set, struct key key, int64_t number, bool *added)
{
	struct state_slot *slot;

	if (set->n * 3 >= set->room * 2)
		grow(set);
	slot = slot_of(set, key);
	*added = slot->number < 0;
	if (*added) {
		*slot = (struct state_slot){ key, number };
		set->n++;
	}
	return &slot->number;
}

size_t state_set_bytes(const struct state_set *set)
{
	return (size_t)set->room * sizeof *set->slots;
}

void state_set_free(struct state_set *set)
{
	free(set->slots);
	*set = (struct state_set){ 0 };
}
