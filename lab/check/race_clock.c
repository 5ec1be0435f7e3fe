/* race_clock.c - who knows what: see race_parts.h, and race.h. */
#include "lab/check/race_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

/* ---- Making and freeing ---- */

void *race_allocate(struct race *race, int n, size_t size)
{
	return arena_alloc(race->arena, (size_t)n * size);
}

void race_again(struct race *race, int n_tasks)
{
	arena_clear(race->arena);
	race->width = n_tasks > 0 ? n_tasks : 1;
	race->known = race_allocate(race, 1, sizeof *race->known);
	race->known->clocks = race_allocate(race, race->width, sizeof *race->known->clocks);
	race->known->ended = race_allocate(race, race->width, sizeof *race->known->ended);
	race->known->fenced = race_allocate(race, race->width, sizeof *race->known->fenced);
	race->known->heard = race_allocate(race, race->width, sizeof *race->known->heard);
}

struct race *race_new(int n_tasks)
{
	struct race *race = calloc(1, sizeof *race);

	if (!race)
		panic("out of memory");
	race->arena = arena_new();
	race_again(race, n_tasks);
	return race;
}

void race_free(struct race *race)
{
	if (!race)
		return;
	arena_free(race->arena);
	free(race->view);
	free(race->first_numbers);
	free(race->nothing);
	free(race->clocks);
	free(race->numbers);
	free(race->columns);
	free(race->common);
	free(race->sets);
	free(race->recalled_sets);
	free(race->order);
	free(race);
}

const struct conflict *race_found(const struct race *race)
{
	return race->known->any ? &race->known->found : NULL;
}

bool race_over(const struct race *race)
{
	return race->known->over;
}

/* ---- Clocks ---- */

uint32_t *race_clock_of(struct race *race, int task)
{
	uint32_t **clock = &race->known->clocks[task];

	if (!*clock) {
		*clock = race_allocate(race, race->width, sizeof **clock);
		(*clock)[task] = 1;
	}
	return *clock;
}

void race_merge(const struct race *race, uint32_t *clock, const uint32_t *from)
{
	for (int i = 0; from && i < race->width; i++)
		if (clock[i] < from[i])
			clock[i] = from[i];
}

void race_learn(struct race *race, int task, const uint32_t *from)
{
	race_merge(race, race_clock_of(race, task), from);
}

/* Put what the task knows into *clock, which is made when it is not there. */
void race_teach(struct race *race, int task, uint32_t **clock)
{
	if (!*clock)
		*clock = race_allocate(race, race->width, sizeof **clock);
	race_merge(race, *clock, race_clock_of(race, task));
	race_clock_of(race, task)[task]++;
}

/* The same, in place of what there was. */
void race_teach_anew(struct race *race, int task, uint32_t **clock)
{
	if (*clock)
		memset(*clock, 0, (size_t)race->width * sizeof **clock);
	race_teach(race, task, clock);
}

void race_begin(struct race *race, int task)
{
	if (task < race->width)
		race_clock_of(race, task);
	else
		race->known->over = true;
}

/* ---- Objects ---- */

struct place *race_place_of(struct race *race, int object, int capacity)
{
	struct known *known = race->known;

	if (object >= known->n_places) {
		int n = 2 * object + 8;
		struct place **places = race_allocate(race, n, sizeof *places);

		if (known->n_places)
			memcpy(places, known->places, (size_t)known->n_places * sizeof *places);
		known->places = places;
		known->n_places = n;
	}
	if (!known->places[object]) {
		known->places[object] = race_allocate(race, 1, sizeof **known->places);
		known->places[object]->capacity = capacity;
	}
	return known->places[object];
}
