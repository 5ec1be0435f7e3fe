/* race_keep.c - an image of what is known: see race.h. */
#include "lab/check/race_parts.h"

#include <stdlib.h>

#include "lab/base/panic.h"

size_t race_size(const struct race *race)
{
	return arena_image_size(race->arena);
}

bool race_fits(const struct race *race)
{
	return race_size(race) > 0;
}

void race_keep(const struct race *race, struct race_image *image)
{
	size_t size = race_size(race);

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
