/*
 * race_who.h - for race_view.c: who knows of an access. Each knower has a number that says who it is, and in what order they
 * are; and one here, its index, by which sets of them are short: only those count that know anything.
 */
#ifndef LAB_CHECK_RACE_WHO_H
#define LAB_CHECK_RACE_WHO_H

#include "lab/check/race_parts.h"
#include "lab/engine/run.h"

struct digest {
	struct race        *race;
	const struct known *known;
	const struct run   *run;
	int                 width;      /* of a clock */
	const int          *places;     /* of tasks, by id */
	size_t              n_clocks, n_knowers;
	size_t              words;      /* of a set of who knows */
};

/* Look at all that is known. What is asked afterwards is about that. */
void race_look(struct digest *);

/* Who knows of what its task did at that moment, by index. Valid until the next call. */
const uint64_t *race_knowers(const struct digest *, const struct past_access *);

/* The number of a knower. */
static inline int race_number(const struct digest *d, size_t index)
{
	return d->race->numbers[index];
}

/* Do all know of an access in the stretch with that key who could race with it, as they have declared? */
bool race_all_know(const struct digest *, uint64_t key, const struct kept_access *);

/* A list with room for n things of `size` bytes: this one, or one that has more. */
void *race_reserve(void *list, size_t *room, size_t n, size_t size);

#endif
