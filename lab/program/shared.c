/* shared.c - see shared.h: what accesses teach. */
#include "lab/program/shared.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/program/shared_parts.h"

enum { MOST_PLACES = 1000000 };

struct shared *shared_new(void)
{
	struct shared *shared = calloc(1, sizeof *shared);

	must(shared);
	shared->glances = calloc(GLANCES, sizeof *shared->glances);
	must(shared->glances);
	return shared;
}

void shared_free(struct shared *shared)
{
	struct place *older;

	if (!shared)
		return;
	for (struct place *place = shared->places; place; place = older) {
		older = place->older;
		free(place);
	}
	free(shared->granules);
	free(shared->glances);
	free(shared);
}

struct glance *shared_glances(struct shared *shared)
{
	return shared->glances;
}

/* ---- Learning ---- */

/* Is there nothing to note: no bytes, or no room to keep more apart? */
static bool is_beyond(struct shared *shared, size_t size)
{
	shared->over |= shared->n_places >= MOST_PLACES;
	return size == 0 || shared->over;
}

static bool note_access(struct shared *shared, struct place *place, const struct toucher *who, uintptr_t address,
                        enum touch how, struct watched *watched)
{
	bool write = how & TOUCH_WRITE;

	shared->touched = true;
	if (place->n_locks < 0)
		place->thread = who->thread;
	place->several |= place->thread != who->thread;
	place->written |= write;
	place_note_order(place, who->thread, who->epoch, write);
	place->atomic |= (how & TOUCH_ATOMIC) != 0;
	place->plain |= (how & (TOUCH_ATOMIC | TOUCH_INSIDE)) == 0;
	place->spun |= (how & TOUCH_SPINNING) != 0;
	if (place->n_locks != 0)
		place_keep_common(place, who->held, place->atomic ? 0 : who->n_held, write);
	place = granule_of(shared, address)->force[address % GRANULE];
	if (place)
		*watched = place->watched;
	return place != NULL;
}

bool shared_touch(struct shared *shared, const struct toucher *who, uintptr_t address, size_t size, enum touch how,
                  struct watched *watched)
{
	bool step;

	if (glance_knows(shared->glances, who->print, address, size, how))
		return false;
	if (is_beyond(shared, size))
		return false;
	step = note_access(shared, place_of(shared, address, address + size), who, address, how, watched);
	if (!step && size < MOST_AT_A_GLANCE)
		*glance_at(shared->glances, address) = glance_of(who->print, address, size, how);
	return step;
}

bool shared_touch_some(struct shared *shared, const struct toucher *who, uintptr_t address, size_t *size, bool write,
                       struct watched *watched)
{
	uintptr_t to = address + *size;
	struct place *place;

	if (is_beyond(shared, *size))
		return false;
	place = piece_of(shared, address, &to);
	*size = to - address;
	return note_access(shared, place, who, address, write ? TOUCH_WRITE : TOUCH_READ, watched);
}

/* So many pages from this one on have nothing that was: 64 of them, or one, or none. */
static size_t pages_passed(const struct shared *shared, uintptr_t address)
{
	uint64_t pages = shared->pages[address / PAGE % PAGES / 64];

	if (!pages)
		return 64 - address / PAGE % 64;
	return !(pages >> address / PAGE % 64 & 1);
}

/* So many of these bytes, from the first on, lie within `unit` bytes. */
static size_t within(uintptr_t address, size_t size, size_t unit)
{
	size_t rest = unit - address % unit;

	return size < rest ? size : rest;
}

/* Has this byte been noted? `*size` becomes how many bytes that is said of. */
static bool is_noted(const struct shared *shared, uintptr_t address, size_t *size)
{
	const struct granule *granule;
	size_t at = address % GRANULE, pages = pages_passed(shared, address), most, n = 1;
	bool noted;

	if (pages) {
		most = pages * PAGE - address % PAGE;
		*size = *size < most ? *size : most;
		return false;
	}
	granule = granule_at(shared, address / GRANULE);
	most = within(address, *size, GRANULE);
	noted = granule->number && granule->of[at];
	while (n < most && noted == (granule->number && granule->of[at + n]))
		n++;
	*size = n;
	return noted;
}

bool shared_passes(struct shared *shared, enum passed kind, uintptr_t address, size_t *size)
{
	struct watched *passed = &shared->passed[kind];
	bool known = is_noted(shared, address, size);
	size_t n = *size;

	if (known)
		return false;
	if (!passed->to || address < passed->from)
		passed->from = address;
	if (address + n > passed->to)
		passed->to = address + n;
	return true;
}

static bool is_shared(const struct place *place)
{
	return !place->into && (place->atomic || place->spun || (place->several && place->written && place->n_locks == 0 && !place_is_ordered(place)));
}

bool shared_settle(struct shared *shared)
{
	bool more = shared->news;

	if (!shared->touched)
		return false;
	shared->touched = shared->news = false;
	for (struct place *place = shared->places; place; place = place->older) {
		if (!is_shared(place) || (place->watched.from == place->from && place->watched.to == place->to))
			continue;
		place->watched = (struct watched){ place->from, place->to };
		for (uintptr_t at = place->from; at < place->to; at++)
			granule_of(shared, at)->force[at % GRANULE] = place;
		more = true;
	}
	if (more)
		memset(shared->glances, 0, GLANCES * sizeof *shared->glances);
	return more;
}

bool shared_is_plain(const struct shared *shared)
{
	for (const struct place *place = shared->places; place; place = place->older)
		if (is_shared(place) && place->plain && (place->spun || (place->several && place->written)))
			return true;
	return false;
}

bool shared_is_watched(const struct shared *shared, uintptr_t address, size_t size)
{
	for (uintptr_t at = address; at < address + size; at++)
		if (!shared->n_slots || !granule_at(shared, at / GRANULE)->force[at % GRANULE])
			return false;
	return true;
}

void shared_each(const struct shared *shared, void (*see)(void *context, struct watched), void *context)
{
	for (const struct place *place = shared->places; place; place = place->older)
		if (!place->into && place->watched.to)
			see(context, place->watched);
}

bool shared_is_over(const struct shared *shared)
{
	return shared->over;
}
