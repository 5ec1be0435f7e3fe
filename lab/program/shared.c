/* shared.c - see shared.h. */
#include "lab/program/shared.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

enum { GRANULE = 8, MOST_LOCKS = 4 };
enum { MOST_PLACES = 1000000 };

struct place {
	struct place *into;             /* what it has become a part of; NULL: it stands for itself */
	uintptr_t     from, to;
	int           thread;           /* the first that touched it */
	bool          several, written; /* threads; by any */
	bool          atomic;           /* an atomic operation, which no lock guards, was among the accesses */
	bool          plain;            /* an access of another kind was */
	bool          spun;             /* a thread has read it again and again, and done nothing else */
	bool          soft;             /* it has no bounds of its own: it is cut where those of others are */
	int           n_locks;          /* those that were held each time; -1: not touched yet */
	struct held   locks[MOST_LOCKS];
	struct watched watched;         /* `to` 0 when it is not watched */
	struct place *older;
};

/* Eight bytes, and which place each belongs to. */
struct granule {
	uintptr_t     number;           /* address / GRANULE; 0: free */
	struct place *of[GRANULE];
	struct place *force[GRANULE];   /* the place in force, from one settling to the next; NULL: not watched */
};

/*
 * An access that was noted and is no step. To note it once more would change nothing, as long as what is in force does not
 * change: so it is looked for here first. One of many may stand in each place.
 */
struct glance {
	uint64_t what, who;
};

enum { GLANCES = 1 << 15, MOST_AT_A_GLANCE = 1 << 8 };

struct shared {
	struct granule *granules;       /* a table with open addressing; its size is a power of two */
	size_t          n_granules, n_slots;
	struct place   *places;         /* all there are, the newest first */
	long            n_places;
	struct watched  passed[N_PASSED];       /* within these bounds accesses were passed over */
	struct glance  *glances;        /* GLANCES of them */
	bool            news;           /* there something was noted since the last settling */
	bool            over;
};

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

/* ---- Finding places ---- */

static struct granule *slot_of(const struct shared *shared, uintptr_t number)
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
			*slot_of(shared, old[i].number) = old[i];
	free(old);
}

static struct granule *granule_of(struct shared *shared, uintptr_t address)
{
	struct granule *granule;

	if (2 * (shared->n_granules + 1) > shared->n_slots)
		grow(shared);
	granule = slot_of(shared, address / GRANULE);
	if (!granule->number) {
		granule->number = address / GRANULE;
		shared->n_granules++;
	}
	return granule;
}

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
	*place = (struct place){ .from = from, .to = to, .n_locks = -1, .older = shared->places };
	shared->places = place;
	shared->n_places++;
	return place;
}

static void keep_common(struct place *place, const struct held *locks, int n, bool write);

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
	place->written |= part->written;
	place->atomic |= part->atomic;
	place->plain |= part->plain;
	place->spun |= part->spun;
	keep_common(place, part->locks, part->n_locks, false);
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

/* The one place of these bytes, made of those that were there. */
static struct place *place_of(struct shared *shared, uintptr_t from, uintptr_t to)
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

/* The place that begins these bytes, of an access that may be made in pieces; `*to` is where its piece ends. */
static struct place *piece_of(struct shared *shared, uintptr_t from, uintptr_t *to)
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

/* ---- Locks ---- */

/* A lock held to read guards a read, not a write. */
static bool guards(const struct held *locks, int n, uintptr_t lock, bool write)
{
	for (int i = 0; i < n; i++)
		if (locks[i].lock == lock && (!write || locks[i].to_write))
			return true;
	return false;
}

static void keep_common(struct place *place, const struct held *locks, int n, bool write)
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

	if (place->n_locks < 0)
		place->thread = who->thread;
	place->several |= place->thread != who->thread;
	place->written |= write;
	place->atomic |= (how & TOUCH_ATOMIC) != 0;
	place->plain |= (how & (TOUCH_ATOMIC | TOUCH_INSIDE)) == 0;
	place->spun |= (how & TOUCH_SPINNING) != 0;
	if (place->n_locks != 0)
		keep_common(place, who->held, place->atomic ? 0 : who->n_held, write);
	place = granule_of(shared, address)->force[address % GRANULE];
	if (place)
		*watched = place->watched;
	return place != NULL;
}

bool shared_touch(struct shared *shared, const struct toucher *who, uintptr_t address, size_t size, enum touch how,
                  struct watched *watched)
{
	struct glance *glance = &shared->glances[address / GRANULE % GLANCES];
	const struct glance now = { (uint64_t)address * MOST_AT_A_GLANCE + size, who->print + how };
	bool step;

	if (glance->what == now.what && glance->who == now.who)
		return false;
	if (is_beyond(shared, size))
		return false;
	step = note_access(shared, place_of(shared, address, address + size), who, address, how, watched);
	if (!step && size < MOST_AT_A_GLANCE)
		*glance = now;
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

bool shared_passes(struct shared *shared, enum passed kind, uintptr_t address, size_t *size)
{
	const struct granule *granule = shared->n_slots ? slot_of(shared, address / GRANULE) : NULL;
	size_t at = address % GRANULE, n = 0;
	bool known = granule && granule->number && granule->of[at];
	struct watched *passed = &shared->passed[kind];

	do
		n++;
	while (n < *size && at + n < GRANULE && known == (granule && granule->number && granule->of[at + n]));
	*size = n;
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
	return !place->into && (place->atomic || place->spun || (place->several && place->written && place->n_locks == 0));
}

bool shared_settle(struct shared *shared)
{
	bool more = shared->news;

	shared->news = false;
	memset(shared->glances, 0, GLANCES * sizeof *shared->glances);
	for (struct place *place = shared->places; place; place = place->older) {
		if (!is_shared(place) || (place->watched.from == place->from && place->watched.to == place->to))
			continue;
		place->watched = (struct watched){ place->from, place->to };
		for (uintptr_t at = place->from; at < place->to; at++)
			granule_of(shared, at)->force[at % GRANULE] = place;
		more = true;
	}
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
		if (!shared->n_slots || !slot_of(shared, at / GRANULE)->force[at % GRANULE])
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
