/* race_find.c - finding a race: the accesses that may still race, byte by byte; see race_parts.h. */
#include "lab/check/race_parts.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

enum access_sort race_sort(enum event_kind kind)
{
	switch (kind) {
	case EV_CELL_LOAD:  return A_LOAD;
	case EV_CELL_STORE:
	case EV_CELL_FREE:  return A_STORE;
	case EV_ATOM_LOAD:
	case EV_ATOM_NOT_SWAPPED:
		return AN_ATOMIC_LOAD;
	case EV_ATOM_STORE:
	case EV_ATOM_EXCHANGE:
	case EV_ATOM_ADD:
	case EV_ATOM_USE:
	case EV_ATOM_SUB:
	case EV_ATOM_BITS:
	case EV_ATOM_SWAPPED:
		return AN_ATOMIC_STORE;
	default:
		return N_SORTS;
	}
}

bool race_conflicts(enum access_sort earlier, enum access_sort later)
{
	static const bool conflict[N_SORTS][N_SORTS] = {
		[A_LOAD]          = { [A_STORE] = true, [AN_ATOMIC_STORE] = true },
		[A_STORE]         = { true, true, true, true },
		[AN_ATOMIC_LOAD]  = { [A_STORE] = true },
		[AN_ATOMIC_STORE] = { [A_LOAD] = true, [A_STORE] = true },
	};

	return conflict[earlier][later];
}

/* ---- Stretches ---- */

static struct stretch *slot_of(const struct known *known, uint64_t key)
{
	size_t at = (size_t)(key * 0x9e3779b97f4a7c15u >> 24) & (known->n_slots - 1);

	while (known->stretches[at].key && known->stretches[at].key != key)
		at = (at + 1) & (known->n_slots - 1);
	return &known->stretches[at];
}

static void grow(struct race *race)
{
	struct known *known = race->known;
	struct stretch *old = known->stretches;
	size_t n = known->n_slots;

	known->n_slots = n ? 4 * n : 16;
	known->stretches = race_allocate(race, (int)known->n_slots, sizeof *old);
	for (size_t i = 0; i < n; i++)
		if (old[i].key)
			*slot_of(known, old[i].key) = old[i];
}

static struct stretch *stretch_of(struct race *race, uint64_t key)
{
	struct known *known = race->known;
	struct stretch *stretch;

	if (2 * (known->n_stretches + 1) > known->n_slots)
		grow(race);
	stretch = slot_of(known, key);
	if (!stretch->key) {
		stretch->key = key;
		known->n_stretches++;
	}
	return stretch;
}

static int by_key(const void *a, const void *b)
{
	const struct stretch *x = *(const struct stretch *const *)a, *y = *(const struct stretch *const *)b;

	return x->key < y->key ? -1 : x->key > y->key;
}

size_t race_stretches(struct race *race, const struct stretch *const **list)
{
	const struct known *known = race->known;
	size_t n = 0;

	if (race->order_room < known->n_stretches) {
		race->order_room = 2 * known->n_stretches;
		race->order = realloc(race->order, race->order_room * sizeof *race->order);
		must(race->order);
	}
	for (size_t i = 0; i < known->n_slots; i++)
		if (known->stretches[i].kept)
			race->order[n++] = &known->stretches[i];
	if (n > 1)
		qsort(race->order, n, sizeof *race->order, by_key);
	*list = race->order;
	return n;
}

/* ---- Accesses ---- */

/* One that is about to be kept. */
struct access_made {
	const struct event *event;
	enum access_sort    sort;
	uint8_t             bytes;
};

static struct race_access told(int task, const char *here, enum access_sort sort, bool frees)
{
	return (struct race_access){ task, here, sort == A_STORE || sort == AN_ATOMIC_STORE, frees };
}

/* The first bytes of a stretch that are in the set, which is not empty. */
static struct extent first_of(const struct stretch *stretch, unsigned bytes)
{
	unsigned first = (unsigned)__builtin_ctz(bytes);

	if (stretch->key & 1)
		return (struct extent){ 0, 0 };
	return (struct extent){ (uintptr_t)stretch->key + first, (size_t)__builtin_ctz(~(bytes >> first)) };
}

static void report(struct race *race, const struct stretch *stretch, const struct kept_access *kept,
                   const struct access_made *made)
{
	const struct event *event = made->event;

	race->known->found = (struct conflict){
		event->object, first_of(stretch, kept->bytes & made->bytes),
		told(kept->past.task, kept->past.here, (enum access_sort)kept->sort, kept->frees),
		told(event->task, event->here, made->sort, event->kind == EV_CELL_FREE),
	};
	race->known->any = true;
}

static void look_for_race(struct race *race, const struct stretch *stretch, const struct access_made *made)
{
	const uint32_t *clock = race_clock_of(race, made->event->task);

	for (const struct kept_access *kept = stretch->kept; kept && !race->known->any; kept = kept->next)
		if (kept->bytes & made->bytes && race_conflicts((enum access_sort)kept->sort, made->sort) &&
		    !race_knows(clock, &kept->past))
			report(race, stretch, kept, made);
}

/* Does the later access take the place of the earlier one, where both were? */
static bool replaces(const struct access_made *made, const struct kept_access *kept)
{
	return made->sort == A_STORE || (made->sort == kept->sort && made->event->task == kept->past.task);
}

static void forget_older(struct race *race, struct stretch *stretch, const struct access_made *made)
{
	struct kept_access **link = &stretch->kept, *kept;

	while ((kept = *link)) {
		if (replaces(made, kept))
			kept->bytes &= (uint8_t)~made->bytes;
		if (kept->bytes) {
			link = &kept->next;
			continue;
		}
		*link = kept->next;
		kept->next = race->known->spare;
		race->known->spare = kept;
	}
}

static void keep(struct race *race, struct stretch *stretch, const struct access_made *made)
{
	struct past_access past = { race_clock_of(race, made->event->task)[made->event->task], made->event->task,
	                            made->event->here };
	struct kept_access *kept = race->known->spare;

	for (struct kept_access *k = stretch->kept; k; k = k->next)
		if (k->sort == made->sort && k->past.task == past.task && k->past.at == past.at && k->past.here == past.here) {
			k->bytes |= made->bytes;
			return;
		}
	if (kept)
		race->known->spare = kept->next;
	else
		kept = race_allocate(race, 1, sizeof *kept);
	*kept = (struct kept_access){ past, made->bytes, (uint8_t)made->sort, made->event->kind == EV_CELL_FREE, stretch->kept };
	stretch->kept = kept;
}

static void make_access(struct race *race, uint64_t key, const struct access_made *made)
{
	struct stretch *stretch = stretch_of(race, key);

	look_for_race(race, stretch, made);
	forget_older(race, stretch, made);
	keep(race, stretch, made);
}

void race_access(struct race *race, const struct event *event, struct extent span)
{
	struct access_made made = { event, race_sort((enum event_kind)event->kind), 1 };
	uintptr_t to = span.from + span.size, next;

	if (span.size == 0) {
		make_access(race, 2 * (uint64_t)event->object + 1, &made);
		return;
	}
	for (uintptr_t at = span.from; at < to && !race->known->any; at = next) {
		uintptr_t start = at / STRETCH * STRETCH, end;

		next = start + STRETCH;
		end = to < next ? to : next;
		made.bytes = (uint8_t)((1u << (end - start)) - (1u << (at - start)));
		make_access(race, start, &made);
	}
}
