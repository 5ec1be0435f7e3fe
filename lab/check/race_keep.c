/*
 * race_keep.c - what is known, as a digest and as an image: see race.h.
 *
 * The digest has, for each access that a task may still race with, who knows of it. What all tasks know that have not
 * ended is left out: nothing can race with it any more. Nor does it matter who knows what once there is a race.
 */
#include "lab/check/race_parts.h"

#include <stdlib.h>

#include "lab/base/panic.h"

/* ---- The digest ---- */

/* What is known to whom: each has a number of its own. */
enum { RELEASED, READ_RELEASED, GATHERED, OTHERS };

static bool all_know(const struct race *race, const struct past_access *past)
{
	const struct known *known = race->known;

	for (int i = 0; i < race->width; i++)
		if (known->clocks[i] && !known->ended[i] && !race_knows(known->clocks[i], past))
			return false;
	return true;
}

static void add(struct hash *hash, const uint32_t *clock, const struct past_access *past, int64_t place, int64_t who)
{
	if (race_knows(clock, past))
		hash_int(hash, place << 32 | who);
}

/* Items that are still to be received, and slots that are still to be filled, the oldest first. */
static void add_buffer(struct hash *hash, const struct place *place, const struct past_access *past, int64_t id, int who)
{
	if (!place->items)
		return;
	for (long n = place->received; n < place->sent; n++)
		add(hash, place->items[n % place->capacity], past, id, who++);
	for (long n = place->sent; n < place->received + place->capacity; n++)
		add(hash, place->slots[n % place->capacity], past, id, who++);
}

static void add_place(const struct race *race, struct hash *hash, const struct place *place,
                      const struct past_access *past, int64_t id)
{
	add(hash, place->released, past, id, RELEASED);
	add(hash, place->read_released, past, id, READ_RELEASED);
	add(hash, place->gathered, past, id, GATHERED);
	for (int i = 0; place->seats && i < race->width; i++)
		if (place->seats[i].handed)
			add(hash, place->seats[i].clock, past, id, OTHERS + i);
	add_buffer(hash, place, past, id, OTHERS + race->width);
}

static void add_access(const struct race *race, struct hash *hash, const struct past_access *past, int64_t cell,
                       bool store)
{
	const struct known *known = race->known;

	if (past->at == 0 || all_know(race, past))
		return;
	hash_int(hash, cell << 32 | (int64_t)past->task << 1 | store);
	hash_word(hash, (uint64_t)-1);
	for (int i = 0; i < race->width; i++)
		add(hash, known->clocks[i], past, 0, i);
	for (int i = 0; i < known->n_places; i++)
		if (known->places[i])
			add_place(race, hash, known->places[i], past, i + 1);
}

void race_digest(const struct race *race, struct hash *hash)
{
	const struct known *known = race->known;

	hash_int(hash, known->any);
	for (int i = 0; i < known->n_places && !known->any; i++) {
		const struct place *place = known->places[i];

		if (!place || !place->loads)
			continue;
		add_access(race, hash, &place->store, i, true);
		for (int task = 0; task < race->width; task++)
			add_access(race, hash, &place->loads[task], i, false);
	}
}

/* ---- Images ---- */

bool race_fits(const struct race *race)
{
	return arena_image_size(race->arena) > 0;
}

void race_keep(const struct race *race, struct race_image *image)
{
	size_t size = arena_image_size(race->arena);

	must(size > 0);
	if (size > image->room) {
		free(image->bytes);
		image->bytes = malloc(size);
		if (!image->bytes)
			panic("out of memory");
		image->room = size;
	}
	image->size = size;
	arena_image_save(race->arena, image->bytes);
}

void race_return(struct race *race, const struct race_image *image)
{
	arena_image_restore(race->arena, image->bytes, image->size);
}

void race_image_free(struct race_image *image)
{
	free(image->bytes);
	*image = (struct race_image){ NULL, 0, 0 };
}
