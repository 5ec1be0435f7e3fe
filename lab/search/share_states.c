/* share_states.c - the states that several processes have found, and which of them are done with: see share_parts.h. */
#define _DEFAULT_SOURCE         /* madvise */
#include "lab/search/share_parts.h"

#include <sys/mman.h>

static const uint64_t END = 0x9e3779b97f4a7c15;         /* turns the key of an end into none of a state */

/* The table of a generation: those before it are smaller by half, each. */
static struct slot *table_of(const struct share *share, int generation)
{
	return share->tables + (long)FIRST_ROOM * ((1L << generation) - 1);
}

static struct slot *slot_of(struct slot *table, long room, struct key key)
{
	uint64_t at = key.a & (uint64_t)(room - 1);

	while (table[at].number && (table[at].key.a != key.a || table[at].key.b != key.b))
		at = (at + 1) & (uint64_t)(room - 1);
	return &table[at];
}

static void grow(struct share *share)
{
	struct common *common = share->common;
	struct slot *from = table_of(share, common->generation), *to = table_of(share, common->generation + 1);

	for (long i = 0; i < common->room; i++)
		if (from[i].number)
			*slot_of(to, 2 * common->room, from[i].key) = from[i];
#ifdef MADV_REMOVE
	madvise(from, (size_t)common->room * sizeof *from, MADV_REMOVE);
#endif
	common->room *= 2;
	common->generation++;
}

/*
 * The number of the state or end, of which there are *count; *added: it was not there, and is counted with the counts named, of
 * which -1 is none. -1: the search has been stopped.
 */
static int64_t put(struct share *share, struct key key, atomic_long *count, bool *added, int which, int besides)
{
	struct common *common = share->common;
	struct slot *slot;
	int64_t number;

	*added = false;
	if (!share_lock(share))
		return -1;
	if (common->used >= common->room / 3 * 2 && common->room < share->last_room)
		grow(share);
	slot = slot_of(table_of(share, common->generation), common->room, key);
	*added = !slot->number;
	if (*added) {
		*slot = (struct slot){ key, 1 + atomic_fetch_add(count, 1) };
		common->used++;
		if (which >= 0)
			share_count(share, which, 1);
		if (besides >= 0)
			share_count(share, besides, 1);
	}
	number = slot->number - 1;
	share_unlock(share);
	return number;
}

int64_t share_put(struct share *share, struct key key, bool *added)
{
	int64_t number;

	if (share_states(share) >= share->most_states) {
		share_stop(share, SHARE_FULL);
		return -1;
	}
	number = put(share, key, &share->common->states, added, -1, -1);
	return number < share->most_states ? number : -1;
}

void share_close(struct share *share, int64_t number, bool passed)
{
	unsigned char open = OPENED;

	if (atomic_compare_exchange_strong(&share->closed[number], &open, passed ? PASSED : COUNTED))
		atomic_fetch_add(&share->common->n_passed, passed);
}

void share_pass(struct share *share, long n)
{
	share->passed_before = n;
	atomic_fetch_add(&share->common->n_passed, n);
}

bool share_is_closed(const struct share *share, int64_t number)
{
	return atomic_load_explicit(&share->closed[number], memory_order_acquire) != OPENED;
}

static struct key key_of_end(struct key key)
{
	return (struct key){ key.a ^ END, key.b + END };
}

bool share_has_end(struct share *share, struct key key)
{
	const struct common *common = share->common;
	bool there;

	if (!share_lock(share))
		return true;
	there = slot_of(table_of(share, common->generation), common->room, key_of_end(key))->number != 0;
	share_unlock(share);
	return there;
}

void share_put_end(struct share *share, struct key key, int which, int besides)
{
	bool added;

	if (share_ends(share) >= share->most_states)
		share_stop(share, SHARE_FULL);
	else
		put(share, key_of_end(key), &share->common->ends, &added, which, besides);
}

long share_states(const struct share *share)
{
	return atomic_load(&share->common->states);
}

long share_passed(const struct share *share)
{
	return atomic_load(&share->common->n_passed);
}

long share_known(const struct share *share)
{
	long n = -share->passed_before;

	for (long i = 0; i < share_states(share); i++)
		n += atomic_load_explicit(&share->closed[i], memory_order_acquire) == COUNTED;
	return n;
}

long share_ends(const struct share *share)
{
	return atomic_load(&share->common->ends);
}

size_t share_bytes(const struct share *share)
{
	const struct common *common = share->common;

	return (size_t)common->room * sizeof *share->tables + (size_t)share_states(share) * sizeof *share->closed +
	       (size_t)atomic_load(&common->reported) * sizeof *share->reports;
}
