/*
 * state_set.c - see state_set.h. A hash table with linear probing (Knuth, "The Art of Computer Programming", volume 3, 6.4).
 *
 * It is at most three quarters full, and grows by a half: a state costs 27 to 40 bytes. Keys and numbers stand apart, for
 * together they would take 24 bytes a slot, not 20.
 */
#define _DEFAULT_SOURCE         /* madvise */
#include "lab/search/state_set.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "lab/base/panic.h"

enum { FIRST_ROOM = 1024, LARGE_PAGE = 2 << 20 };

/* Where to look first: keys are as good as drawn by chance, so their upper bits spread over all slots. */
static long first_slot(const struct state_set *set, struct key key)
{
	return (long)((key.a >> 32) * (uint64_t)set->room >> 32);
}

/* The slot that has the key, or the free one where it belongs. */
static long slot_of(const struct state_set *set, struct key key)
{
	long at = first_slot(set, key);

	while (set->numbers[at] >= 0 && (set->keys[at].a != key.a || set->keys[at].b != key.b))
		at = at + 1 < set->room ? at + 1 : 0;
	return at;
}

/* Any slot may be looked at next: of large pages the processor keeps more at hand. */
static void *table(size_t size)
{
	void *table = size < 2 * LARGE_PAGE ? malloc(size) : aligned_alloc(LARGE_PAGE, (size + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE);

	if (!table)
		panic("out of memory");
#ifdef MADV_HUGEPAGE
	if (size >= 2 * LARGE_PAGE)
		madvise(table, size, MADV_HUGEPAGE);
#endif
	return table;
}

static void grow(struct state_set *set)
{
	struct state_set bigger = { .room = set->room ? set->room + set->room / 2 : FIRST_ROOM, .n = set->n };

	bigger.keys = table((size_t)bigger.room * sizeof *bigger.keys);
	bigger.numbers = table((size_t)bigger.room * sizeof *bigger.numbers);
	for (long i = 0; i < bigger.room; i++)
		bigger.numbers[i] = -1;
	for (long i = 0; i < set->room; i++)
		if (set->numbers[i] >= 0) {
			long at = slot_of(&bigger, set->keys[i]);

			bigger.keys[at] = set->keys[i];
			bigger.numbers[at] = set->numbers[i];
		}
	free(set->keys);
	free(set->numbers);
	*set = bigger;
}

int32_t *state_set_put(struct state_set *set, struct key key, int64_t number, bool *added)
{
	long at;

	if (set->n * 4 >= set->room * 3)
		grow(set);
	at = slot_of(set, key);
	*added = set->numbers[at] < 0;
	if (*added) {
		must(number >= 0 && number <= INT32_MAX);
		set->keys[at] = key;
		set->numbers[at] = (int32_t)number;
		set->n++;
	}
	return &set->numbers[at];
}

size_t state_set_bytes(const struct state_set *set)
{
	return (size_t)set->room * (sizeof *set->keys + sizeof *set->numbers);
}

void state_set_free(struct state_set *set)
{
	free(set->keys);
	free(set->numbers);
	*set = (struct state_set){ 0 };
}
