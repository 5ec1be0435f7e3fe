/* standing.c - see standing.h. */
#include "lab/program/standing.h"

#include <stdint.h>
#include <string.h>

#include "lab/engine/run.h"
#include "lab/program/touch.h"

enum { MARK = 0x5ab1e000, MARK_SHIFT = 4, MARK_TYPE = 15 };

/* Then a mark is read and written as a whole: on real threads somebody may look while it is made. */
static bool is_aligned(const void *address)
{
	return (uintptr_t)address % sizeof(unsigned) == 0;
}

static unsigned word_at(const void *address)
{
	unsigned word;

	_Static_assert(sizeof word == MARK_BYTES, "a mark is a word");
	if (is_aligned(address))
		return __atomic_load_n((const unsigned *)address, __ATOMIC_RELAXED);
	memcpy(&word, address, sizeof word);
	return word;
}

static unsigned mark_of(const struct sort_maker *maker, int type)
{
	return MARK | (unsigned)maker->sort << MARK_SHIFT | (unsigned)type;
}

static bool is_marked(const struct sort_maker *maker, const void *address)
{
	return (word_at(address) & ~(unsigned)MARK_TYPE) == mark_of(maker, 0);
}

void standing_set_type(const struct sort_maker *maker, void *address, int type)
{
	unsigned mark = mark_of(maker, type);

	if (is_aligned(address))
		__atomic_store_n((unsigned *)address, mark, __ATOMIC_RELAXED);
	else
		memcpy(address, &mark, sizeof mark);
}

int standing_type(const struct sort_maker *maker, const void *address)
{
	return is_marked(maker, address) ? (int)(word_at(address) & MARK_TYPE) : 0;
}

bool is_all_zero(const void *address, size_t size)
{
	const char *bytes = address;

	for (size_t i = 0; i < size; i++)
		if (bytes[i])
			return false;
	return true;
}

static struct object *make(const struct sort_maker *maker, void *address, const char *here)
{
	struct process *process = process_self();
	struct nature nature = maker->nature(address);
	struct object *object = maker->make(&nature, standing_name(process, address, 1, maker->word), here);

	object->life = nature.given ? LIFE_GIVEN : LIFE_NEVER;
	standing_set_type(maker, address, nature.type);
	standing_put(process, address, maker->sort, object);
	return object;
}

struct object *standing_object(const struct sort_maker *maker, void *address, const char *here)
{
	struct process *process = process_self();
	struct standing *found;
	struct object *object;
	bool marked;

	touch_object(address, maker->size, maker->word, here);
	marked = is_marked(maker, address);     /* of a wild address it is here that it crashes */
	lock_take(&process->making);
	found = standing_find(process, address, false);
	if (found && found->sort == (int)maker->sort && (marked || is_marked(maker, address)))
		object = found->object;
	else
		object = make(maker, address, here);
	lock_give(&process->making);
	return object;
}
