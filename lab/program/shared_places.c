/* shared_places.c - shared_parts.h: places, found by address, joined and cut. */
#include "lab/program/shared_parts.h"

#include <stdlib.h>

#include "lab/base/panic.h"

/* ---- The table ---- */

struct granule *granule_at(const struct shared *shared, uintptr_t number)
{
	size_t at = (size_t)(number * 0x9e3779b97f4a7c15u >> 24) & (shared->n_slots - 1);

	while (shared->granules[at].number && shared->granules[at].number != number)
		at = (at + 1) & (shared->n_slots - 1);
	return &shared->granules[at];
}

static void grow(struct shared *shared)
{
	struct granule *old = shared->granules;
	size_t n = shared->n_slots;

	shared->n_slots = n ? 2 * n : 1024;
	shared->granules = calloc(shared->n_slots, sizeof *old);
	must(shared->granules);
	for (size_t i = 0; i < n; i++)
		if (old[i].number)
			*granule_at(shared, old[i].number) = old[i];
	free(old);
}

struct granule *granule_of(struct shared *shared, uintptr_t address)
{
	struct granule *granule;

	if (2 * (shared->n_granules + 1) > shared->n_slots)
		grow(shared);
	granule = granule_at(shared, address / GRANULE);
	if (!granule->number) {
		granule->number = address / GRANULE;
		shared->n_granules++;
		shared->pages[address / PAGE % PAGES / 64] |= (uint64_t)1 << address / PAGE % 64;
	}
	return granule;
}

/* ---- Locks ---- */

/* A lock held to read guards a read, not a write. */
static bool guards(const struct held *locks, int n, uintptr_t lock, bool write)
{
	for (int i = 0; i < n; i++)
		if (locks[i].lock == lock && (!write || locks[i].to_write))
			return true;
	return false;
}

void place_keep_common(struct place *place, const struct held *locks, int n, bool write)
{
	int kept = 0;

	if (place->n_locks < 0) {
		place->n_locks = 0;
		for (int i = 0; i < n && place->n_locks < MOST_LOCKS; i++)
			if (!write || locks[i].to_write)
				place->locks[place->n_locks++] = locks[i];
		return;
	}
	for (int i = 0; i < place->n_locks; i++)
		if (guards(locks, n, place->locks[i].lock, write))
			place->locks[kept++] = place->locks[i];
	place->n_locks = kept;
}

/* ---- The order of starts ---- */

static void note_other(struct place *place, int thread)
{
	place->several_others |= place->other != NOT_YET && place->other != thread;
	place->other = thread;
}

static void note_last(int *last, int epoch)
{
	*last = *last > epoch ? *last : epoch;
}

static void note_first(int *first, int epoch)
{
	*first = *first < epoch ? *first : epoch;
}

void place_note_order(struct place *place, int thread, int epoch, bool write)
{
	if (thread == 0) {
		note_last(write ? &place->main_wrote : &place->main_read, epoch);
		return;
	}
	note_other(place, thread);
	note_first(write ? &place->others_wrote : &place->others_read, epoch);
}

/* What is true of either is true of both. */
static void join_order(struct place *place, const struct place *part)
{
	if (part->other != NOT_YET)
		note_other(place, part->other);
	place->several_others |= part->several_others;
	note_last(&place->main_read, part->main_read);
	note_last(&place->main_wrote, part->main_wrote);
	note_first(&place->others_read, part->others_read);
	note_first(&place->others_wrote, part->others_wrote);
}

/* What main does in an epoch comes before all that those of a later one do. */
bool place_is_ordered(const struct place *place)
{
	bool others_conflict = place->several_others && place->others_wrote != NEVER;

	return !others_conflict && place->others_read > place->main_wrote && place->others_wrote > place->main_wrote &&
	       place->others_wrote > place->main_read;
}

/* ---- Places ---- */

/* Where it is noted to which place this byte belongs. */
static struct place **note_of(struct shared *shared, uintptr_t address)
{
	return &granule_of(shared, address)->of[address % GRANULE];
}

static struct place *whole(struct place *place)
{
	while (place && place->into)
		place = place->into;
	return place;
}

static bool was_passed(const struct shared *shared, uintptr_t from, uintptr_t to)
{
	for (int i = 0; i < N_PASSED; i++)
		if (from < shared->passed[i].to && to > shared->passed[i].from)
			return true;
	return false;
}

static struct place *new_place(struct shared *shared, uintptr_t from, uintptr_t to)
{
	struct place *place = calloc(1, sizeof *place);

	must(place);
	*place = (struct place){
		.from = from, .to = to, .n_locks = -1, .older = shared->places,
		.main_read = NOT_YET, .main_wrote = NOT_YET, .others_read = NEVER, .others_wrote = NEVER, .other = NOT_YET,
	};
	shared->places = place;
	shared->n_places++;
	return place;
}

/* `part` becomes a part of `place`: what is true of either is true of both. */
static void join(struct place *place, struct place *part)
{
	part->into = place;
	if (part->from < place->from)
		place->from = part->from;
	if (part->to > place->to)
		place->to = part->to;
	if (part->n_locks < 0)
		return;
	place->several |= part->several || (place->n_locks >= 0 && place->thread != part->thread);
	if (place->n_locks < 0)
		place->thread = part->thread;
	join_order(place, part);
	place->written |= part->written;
	place->atomic |= part->atomic;
	place->plain |= part->plain;
	place->spun |= part->spun;
	place_keep_common(place, part->locks, part->n_locks, false);
}

static void settle_note(struct shared *shared, struct place *place)
{
	for (uintptr_t at = place->from; at < place->to; at++)
		*note_of(shared, at) = place;
}

/* Where a soft place has this address inside, it becomes two: what is true of it is true of both. */
static void cut(struct shared *shared, uintptr_t at)
{
	struct place *place = at % GRANULE ? whole(*note_of(shared, at)) : NULL, *rest, *older;

	if (!place || !place->soft || place->from == at)
		return;
	rest = new_place(shared, at, place->to);
	older = rest->older;
	*rest = *place;
	rest->from = at;
	rest->older = older;
	rest->watched = (struct watched){ 0, 0 };
	place->to = at;
	settle_note(shared, rest);
}

struct place *place_of(struct shared *shared, uintptr_t from, uintptr_t to)
{
	struct place *first, *place;

	cut(shared, from);
	cut(shared, to);
	place = first = whole(*note_of(shared, from));
	if (first)
		first->soft = false;
	if (first && first->from == from && first->to == to)
		return first;
	if (!place)
		place = new_place(shared, from, to);
	for (uintptr_t at = from; at < to; at++) {
		struct place **note = note_of(shared, at), *there = whole(*note);

		if (there && there != place)
			join(place, there);
		shared->news |= !there && was_passed(shared, at, at + 1);
		*note = place;
	}
	if (to > place->to)
		place->to = to;
	if (from < place->from)
		place->from = from;
	return place;
}

struct place *piece_of(struct shared *shared, uintptr_t from, uintptr_t *to)
{
	uintptr_t end = (from / GRANULE + 1) * GRANULE;
	struct place *place = whole(*note_of(shared, from));

	if (place && !place->soft) {
		*to = *to < place->to ? *to : place->to;
		return place;
	}
	*to = *to < end ? *to : end;
	cut(shared, from);
	cut(shared, *to);
	place = whole(*note_of(shared, from));
	for (end = from; !place && end < *to && !*note_of(shared, end); end++)
		continue;
	if (!place) {
		shared->news |= was_passed(shared, from, end);
		place = new_place(shared, from, end);
		place->soft = true;
		settle_note(shared, place);
	}
	*to = place->to;
	return place;
}
