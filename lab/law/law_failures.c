/* law_failures.c - see law_failures.h: a hash table with open addresses, never more than half full. */
#include "lab/law/law_failures.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

enum { ROOM = 1 << 16 };        /* a power of two */

struct law_failure {
	struct law_set holds, fails;
	int            weight;          /* 0: none */
};

void law_failures_clear(struct law_failures *failures)
{
	if (!failures->table)
		failures->table = malloc(ROOM * sizeof *failures->table);
	must(failures->table);
	memset(failures->table, 0, ROOM * sizeof *failures->table);
	failures->n = 0;
}

void law_failures_free(struct law_failures *failures)
{
	free(failures->table);
}

static uint64_t hash_of(const struct law_set *holds, const struct law_set *fails, int weight)
{
	uint64_t hash = (uint64_t)weight;

	for (int i = 0; i < LAW_POINTS / 64; i++)
		hash = ((hash ^ holds->bits[i]) * 0x9e3779b97f4a7c15u ^ fails->bits[i]) * 0xc2b2ae3d27d4eb4fu;
	return hash ^ hash >> 29;
}

/* Where it is, or is to be. */
static struct law_failure *find(const struct law_failures *failures, const struct law_set *holds,
                                const struct law_set *fails, int weight)
{
	for (uint64_t at = hash_of(holds, fails, weight);; at++) {
		struct law_failure *failure = &failures->table[at & (ROOM - 1)];

		if (!failure->weight)
			return failure;
		if (failure->weight == weight && law_set_is_same(&failure->holds, holds) &&
		    law_set_is_same(&failure->fails, fails))
			return failure;
	}
}

void law_failures_add(struct law_failures *failures, const struct law_set *holds, const struct law_set *fails, int weight)
{
	if (failures->n++ < ROOM / 2)
		*find(failures, holds, fails, weight) = (struct law_failure){ *holds, *fails, weight };
}

bool law_failures_has(const struct law_failures *failures, const struct law_set *holds, const struct law_set *fails,
                      int weight)
{
	return find(failures, holds, fails, weight)->weight;
}
