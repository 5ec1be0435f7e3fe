/* finals.c - see finals.h. */
#include "lab/program/finals.h"

#include <stdlib.h>

#include "lab/base/panic.h"
#include "lab/compile/debug.h"
#include "lab/program/shared.h"
#include "lab/sync/atom_over.h"

enum { MOST_FINALS = 256 };

struct final {
	uintptr_t   address;
	int         size;
	const char *name;
};

struct finding {
	struct finals       *finals;
	const struct shared *shared;
	struct debug        *debug;
};

/* What a thread does to bytes that are not watched is no step, so nobody knows what they can come to. */
static void add(void *context, uintptr_t address, size_t size)
{
	struct finding *finding = context;
	struct finals *finals = finding->finals;

	if (!shared_is_watched(finding->shared, address, size))
		return;
	if (finals->n == finals->room) {
		finals->room = finals->room ? 2 * finals->room : 16;
		finals->list = realloc(finals->list, (size_t)finals->room * sizeof *finals->list);
		must(finals->list);
	}
	finals->list[finals->n++] = (struct final){ address, (int)size, debug_variable(finding->debug, address, size) };
}

static void add_those_in(void *context, struct watched place)
{
	struct finding *finding = context;
	const struct debug_range range = { place.from, place.to, add, context, 0 };

	debug_numbers(finding->debug, &range);
}

static int by_address(const void *a, const void *b)
{
	const struct final *x = a, *y = b;

	return x->address < y->address ? -1 : x->address > y->address;
}

static void find(struct finding *finding)
{
	struct finals *finals = finding->finals;

	finals->n = 0;
	shared_each(finding->shared, add_those_in, finding);
	if (finals->n > 1)
		qsort(finals->list, (size_t)finals->n, sizeof *finals->list, by_address);
	finals->known = true;
}

/* A number of which parts are watched was seen once for each part. */
void finals_tell(struct finals *finals, const struct shared *shared, struct debug *debug,
                 void (*note)(void *context, const char *name, int64_t value), void *context)
{
	struct finding finding = { finals, shared, debug };
	const struct final *final;

	if (!finals->known)
		find(&finding);
	final = finals->list;
	for (int i = 0; i < finals->n && i < MOST_FINALS; i++, final++)
		if (i == 0 || final->address != final[-1].address)
			note(context, final->name, atom_number((const void *)final->address, final->size));
}
