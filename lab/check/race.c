/*
 * race.c - see race.h.
 *
 * Invariants
 *   A clock says of each task up to which of its events everything is known; clocks[t][t] counts those of t.
 *   now is the clock of the event that is being told, or of the last one.
 *   places[o].clocks[m] is known to whoever depends on all events so far that touched object o in mode m.
 *   Whoever depends on the last store of a cell depends on the loads before it, too, or has raced with it: so loads are
 *   forgotten with each store.
 */
#include "lab/check/race.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/arena.h"
#include "lab/base/panic.h"
#include "lab/trace/event.h"

/* An access that may still race with one to come. */
struct past_access {
	uint32_t    at;                 /* of its task's events; 0: none */
	int         task;
	const char *here;
};

/* What is known of an object. */
struct place {
	uint32_t          *clocks[ACCESS_MODES];        /* NULL: not touched so */
	uint32_t         **items, **slots;      /* of a buffered channel: of the last `capacity` sends and receives */
	long               sent, received;
	struct past_access store, *loads;       /* of a cell; loads by task */
};

struct transfer {
	struct place *place;            /* NULL: none in this event */
	int           capacity;
	bool          send;
};

struct race {
	int               width;        /* of a clock */
	struct arena     *arena;        /* of all but the structure itself */
	uint32_t        **clocks;       /* by task; NULL: nothing known */
	uint32_t         *floor, *now;
	struct place    **places;       /* by object */
	int               n_places;
	int               task, partner;
	struct footprint  touched;      /* by the event being told */
	bool              by_all;
	struct transfer   transfer;
	struct conflict   found;
	bool              any;          /* found is one */
};

/* ---- Clocks ---- */

static uint32_t *clock_new(struct race *race)
{
	return arena_alloc(race->arena, (size_t)race->width * sizeof(uint32_t));
}

static void clock_merge(const struct race *race, uint32_t *clock, const uint32_t *from)
{
	for (int i = 0; from && i < race->width; i++)
		if (clock[i] < from[i])
			clock[i] = from[i];
}

/* Put into `*clock`, which is made when it is not there. */
static void clock_publish(struct race *race, uint32_t **clock, bool whole)
{
	size_t bytes = (size_t)race->width * sizeof(uint32_t);
	bool fresh = !*clock;

	if (fresh)
		*clock = clock_new(race);
	if (fresh || whole)
		memcpy(*clock, race->now, bytes);
	else
		clock_merge(race, *clock, race->now);
}

/* ---- Making and freeing ---- */

static void begin(struct race *race)
{
	race->clocks = arena_alloc(race->arena, (size_t)race->width * sizeof *race->clocks);
	race->floor = clock_new(race);
	race->now = clock_new(race);
	race->places = NULL;
	race->n_places = 0;
	race->any = false;
}

struct race *race_new(int n_tasks)
{
	struct race *race = calloc(1, sizeof *race);

	if (!race)
		panic("out of memory");
	race->width = n_tasks > 0 ? n_tasks : 1;
	race->arena = arena_new();
	begin(race);
	return race;
}

void race_free(struct race *race)
{
	if (!race)
		return;
	arena_free(race->arena);
	free(race);
}

void race_again(struct race *race)
{
	arena_clear(race->arena);
	begin(race);
}

const struct conflict *race_found(const struct race *race)
{
	return race->any ? &race->found : NULL;
}

static struct place *place_of(struct race *race, int object)
{
	if (object >= race->n_places) {
		int n = 2 * object + 8;
		struct place **places = arena_alloc(race->arena, (size_t)n * sizeof *places);

		if (race->n_places)
			memcpy(places, race->places, (size_t)race->n_places * sizeof *places);
		race->places = places;
		race->n_places = n;
	}
	if (!race->places[object])
		race->places[object] = arena_alloc(race->arena, sizeof **race->places);
	return race->places[object];
}

/* ---- One event ---- */

void race_open(struct race *race, int task, int partner)
{
	memcpy(race->now, race->floor, (size_t)race->width * sizeof *race->now);
	clock_merge(race, race->now, race->clocks[task]);
	if (partner != NO_TASK)
		clock_merge(race, race->now, race->clocks[partner]);
	race->task = task;
	race->partner = partner;
	footprint_clear(&race->touched);
	race->by_all = false;
	race->transfer.place = NULL;
}

void race_join(struct race *race, int task)
{
	clock_merge(race, race->now, race->clocks[task]);
}

void race_join_all(struct race *race)
{
	for (int i = 0; i < race->width; i++)
		clock_merge(race, race->now, race->clocks[i]);
	race->by_all = true;
}

void race_touch(struct race *race, int object, enum access_mode mode)
{
	struct place *place = place_of(race, object);

	for (int earlier = 0; earlier < ACCESS_MODES; earlier++)
		if (place->clocks[earlier] && depends(earlier, mode) != DEPENDS_NONE)
			clock_merge(race, race->now, place->clocks[earlier]);
	footprint_add(&race->touched, object, mode);
	if (race->touched.everything)
		race_join_all(race);
}

/* Has the event that is being told no knowledge of that access? */
static bool is_news(const struct race *race, const struct past_access *past)
{
	return past->at > race->now[past->task];
}

static void report(struct race *race, int object, const struct past_access *past, bool was_store,
                   const struct race_access *second)
{
	race->found = (struct conflict){ object, { past->task, past->here, was_store }, *second };
	race->any = true;
}

void race_access(struct race *race, int object, bool store, const char *here)
{
	struct place *place = place_of(race, object);
	struct race_access access = { race->task, here, store };
	struct past_access past = { race->now[race->task] + 1, race->task, here };

	if (race->any)
		return;
	if (!place->loads)
		place->loads = arena_alloc(race->arena, (size_t)race->width * sizeof *place->loads);
	if (is_news(race, &place->store))
		report(race, object, &place->store, true, &access);
	for (int i = 0; store && i < race->width; i++)
		if (!race->any && is_news(race, &place->loads[i]))
			report(race, object, &place->loads[i], false, &access);
	if (store) {
		place->store = past;
		memset(place->loads, 0, (size_t)race->width * sizeof *place->loads);
	} else {
		place->loads[race->task] = past;
	}
}

/* The k-th send comes before the k-th receive, and that before the send that takes its slot. */
void race_transfer(struct race *race, int object, int capacity, bool send)
{
	struct place *place = place_of(race, object);

	if (!place->items) {
		place->items = arena_alloc(race->arena, (size_t)capacity * sizeof *place->items);
		place->slots = arena_alloc(race->arena, (size_t)capacity * sizeof *place->slots);
	}
	if (!send)
		clock_merge(race, race->now, place->items[place->received % capacity]);
	else if (place->sent >= capacity)
		clock_merge(race, race->now, place->slots[place->sent % capacity]);
	race->transfer = (struct transfer){ place, capacity, send };
}

static void close_transfer(struct race *race)
{
	struct place *place = race->transfer.place;

	if (!place)
		return;
	if (race->transfer.send)
		clock_publish(race, &place->items[place->sent++ % race->transfer.capacity], true);
	else
		clock_publish(race, &place->slots[place->received++ % race->transfer.capacity], true);
}

void race_close(struct race *race)
{
	race->now[race->task]++;
	if (race->partner != NO_TASK)
		race->now[race->partner]++;
	for (int i = 0; i < race->touched.n; i++) {
		struct access *access = &race->touched.list[i];

		clock_publish(race, &place_of(race, access->object)->clocks[access->mode], false);
	}
	close_transfer(race);
	if (race->by_all)
		clock_merge(race, race->floor, race->now);
	clock_publish(race, &race->clocks[race->task], true);
	if (race->partner != NO_TASK)
		clock_publish(race, &race->clocks[race->partner], true);
}

void race_started(struct race *race, int task)
{
	clock_publish(race, &race->clocks[task], true);
}

void race_barrier(struct race *race)
{
	for (int i = 0; i < race->width; i++)
		clock_merge(race, race->floor, race->clocks[i]);
}
