/*
 * depend.h - which operations can be swapped without anybody noticing.
 */
#ifndef LAB_SEARCH_DEPEND_H
#define LAB_SEARCH_DEPEND_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/engine/access.h"

/*
 * How a later access depends on an earlier one of the same object:
 *   NONE      they can be swapped
 *   ENABLES   the later could not have come first: it happens after, but they do not race
 *   RACES     they race, and the later one could have been made just before the earlier
 *   MAY_RACE  they race, but the later one might not have been possible then: it must not hide older races
 */
enum dependence { DEPENDS_NONE, DEPENDS_ENABLES, DEPENDS_RACES, DEPENDS_MAY_RACE };

enum dependence depends(enum access_mode earlier, enum access_mode later);

/* What one event, or one operation that has not happened yet, touches. */
enum { MAX_ACCESSES = 40 };

struct access {
	int32_t          object;
	enum access_mode mode;
};

struct footprint {
	int           n;
	bool          everything;       /* the end of the run, or more than fit: depends on everything */
	uint64_t      mask;             /* bit (object % 64): a quick no */
	struct access list[MAX_ACCESSES];
};

/* Nothing. */
static inline void footprint_clear(struct footprint *footprint)
{
	footprint->n = 0;
	footprint->everything = false;
	footprint->mask = 0;
}

void footprint_everything(struct footprint *);
void footprint_copy(struct footprint *, const struct footprint *from);
void footprint_add(struct footprint *, int object, enum access_mode mode);
bool footprint_has(const struct footprint *, struct access);
void footprint_merge(struct footprint *, const struct footprint *from);

/* The strongest dependence of any access of `later` on any of `earlier`. */
enum dependence footprint_depends(const struct footprint *earlier, const struct footprint *later);

#endif
