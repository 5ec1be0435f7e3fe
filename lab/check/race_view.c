/*
 * race_view.c - what matters of what is known: see race.h.
 *
 * The view has, for each access that a task may still race with, who knows of it; not who made it. A task that is about
 * to lock a mutex counts as knowing what the mutex does: it will, before it does anything else. Left out is an access
 * that all know who could race with it, as they have declared. So is a load that is known to all who know another load
 * of the same cell: who races with it races with that, now and later, for both become known together; also when its
 * task loads again, which only that task knows of then. And once there is a race, it does not matter who knows what.
 */
#include "lab/check/race_who.h"

#include <string.h>

#include "lab/base/panic.h"

/* ---- Which accesses stand for others ---- */

static uint64_t *set_at(const struct digest *d, int i)
{
	return d->race->sets + (size_t)i * d->words;
}

static bool is_within(const struct digest *d, const uint64_t *a, const uint64_t *b)
{
	for (size_t i = 0; i < d->words; i++)
		if (a[i] & ~b[i])
			return false;
	return true;
}

/*
 * Of n accesses of one sort, by who knows of them and to which bytes: those that fewer know of stand for the others, byte
 * by byte, and those that the same know of are one.
 */
static void reduce(const struct digest *d, int n, uint8_t *bytes)
{
	for (int i = 0; i < n; i++)
		for (int k = 0; k < i; k++)
			if (is_within(d, set_at(d, i), set_at(d, k)) && is_within(d, set_at(d, k), set_at(d, i))) {
				bytes[k] |= bytes[i];
				bytes[i] = 0;
				break;
			}
	for (int i = 0; i < n; i++)
		for (int k = 0; k < n && bytes[i]; k++)
			if (k != i && bytes[k] & bytes[i] && is_within(d, set_at(d, k), set_at(d, i)))
				bytes[i] &= (uint8_t)~bytes[k];
}

/* ---- The view ---- */

/*
 * Of an access there are three things: where it was, to which bytes and of what sort, with how many know of it, and their
 * numbers, the smallest first, two to a word.
 */
enum { SORT_BITS = 8, BYTES_BITS = 8, COUNT_AT = SORT_BITS + BYTES_BITS, HEAD = 2 };

static size_t count_of(const uint64_t *access)
{
	return (size_t)(access[1] >> COUNT_AT);
}

static size_t size_of(const uint64_t *access)
{
	return HEAD + (count_of(access) + 1) / 2;
}

static uint32_t number_at(const uint64_t *access, size_t i)
{
	return (uint32_t)(access[HEAD + i / 2] >> i % 2 * 32);
}

/* Accesses to these bytes, by who knows of them. */
static void put(const struct digest *d, uint64_t key, uint64_t what, const uint64_t *set)
{
	struct race *race = d->race;
	size_t n = 0;
	uint64_t *to;

	race->view = race_reserve(race->view, &race->view_room, race->view_n + HEAD + d->n_knowers, sizeof *race->view);
	to = race->view + race->view_n;
	for (size_t i = 0; i < d->words; i++)
		for (uint64_t left = set[i]; left; left &= left - 1, n++) {
			uint64_t number = (uint64_t)race_number(d, i * 64 + (size_t)__builtin_ctzll(left));

			to[HEAD + n / 2] = n % 2 ? to[HEAD + n / 2] | number << 32 : number;
		}
	to[0] = key;
	to[1] = what | n << COUNT_AT;
	race->view_n += size_of(to);
}

/* An order of sets that depends on nothing but who is in them: the first who is in one of them only comes later there. */
static bool is_less(const struct digest *d, const uint64_t *a, const uint64_t *b)
{
	for (size_t i = 0; i < d->words; i++) {
		uint64_t differ = a[i] ^ b[i];

		if (differ)
			return !(a[i] & differ & -differ);
	}
	return false;
}

/* The least of n sets that comes after `last` (NULL: of all), -1 for none: in which order accesses were made is nothing. */
static int next_set(const struct digest *d, int n, const uint8_t *bytes, const uint64_t *last)
{
	int least = -1;

	for (int i = 0; i < n; i++)
		if (bytes[i] && (!last || is_less(d, last, set_at(d, i))) && (least < 0 || is_less(d, set_at(d, i), set_at(d, least))))
			least = i;
	return least;
}

/* Those of one sort. */
static void put_sort(struct digest *d, const struct stretch *stretch, enum access_sort sort)
{
	uint8_t bytes[STRETCH * RACE_MOST_VIEWED];
	const uint64_t *last = NULL;
	int n = 0;

	for (const struct kept_access *kept = stretch->kept; kept; kept = kept->next)
		if (kept->sort == sort && !race_all_know(d, stretch->key, kept)) {
			bytes[n] = kept->bytes;
			memcpy(set_at(d, n++), race_knowers(d, &kept->past), d->words * sizeof(uint64_t));
		}
	reduce(d, n, bytes);
	for (int at; (at = next_set(d, n, bytes, last)) >= 0;) {
		last = set_at(d, at);
		put(d, stretch->key, (uint64_t)bytes[at] << SORT_BITS | sort, last);
	}
}

struct race_view race_view(struct race *race, const struct run *run, const int *places)
{
	struct digest d = { .race = race, .known = race->known, .run = run, .width = race->width, .places = places };
	const struct stretch *const *stretches;
	size_t n;

	race->view_n = 0;
	if (d.known->any || d.known->over)
		return (struct race_view){ race->view, 0, true };
	must(run->n_tasks <= RACE_MOST_VIEWED);
	n = race_stretches(race, &stretches);
	if (n > 0)
		race_look(&d);
	for (size_t i = 0; i < n; i++)
		for (int sort = 0; sort < N_SORTS; sort++)
			put_sort(&d, stretches[i], (enum access_sort)sort);
	return (struct race_view){ race->view, race->view_n, false };
}

/* Is the first an access of the same sort, to all bytes of the second, which is to the same stretch? */
static bool covers(const uint64_t *a, const uint64_t *b)
{
	return (a[1] & 0xff) == (b[1] & 0xff) && !((b[1] & ~a[1]) >> SORT_BITS & 0xff);
}

/* Do all who know of the first know of the second? */
static bool known_within(const uint64_t *a, const uint64_t *b)
{
	size_t n = count_of(a), most = count_of(b), at = 0;

	for (size_t i = 0; i < n && n <= most; i++, at++) {
		while (at < most && number_at(b, at) < number_at(a, i))
			at++;
		if (at == most || number_at(b, at) != number_at(a, i))
			return false;
	}
	return n <= most;
}

/* Is there an access in `view`, from `at` on, that nobody knows of who does not know of this one? */
static bool has_bolder(struct race_view view, size_t at, const uint64_t *access)
{
	for (; at < view.n && view.words[at] == access[0]; at += size_of(&view.words[at]))
		if (covers(&view.words[at], access) && known_within(&view.words[at], access))
			return true;
	return false;
}

bool race_view_within(struct race_view a, struct race_view b)
{
	size_t from = 0;                /* in `a`: the first of a stretch; both have them in the order of their keys */

	for (size_t at = 0; at < b.n; at += size_of(&b.words[at])) {
		while (from < a.n && a.words[from] < b.words[at])
			from += size_of(&a.words[from]);
		if (!has_bolder(a, from, &b.words[at]))
			return false;
	}
	return true;
}
