/*
 * law_failures.h - what was tried in vain in the search for laws, so that it is not tried again.
 */
#ifndef LAB_LAW_LAW_FAILURES_H
#define LAB_LAW_LAW_FAILURES_H

#include "lab/law/law_link.h"

struct law_failure;

struct law_failures {
	long                n;
	struct law_failure *table;      /* NULL: none */
};

/* All are forgotten. */
void law_failures_clear(struct law_failures *);
void law_failures_free(struct law_failures *);

/* No chain of this weight, 1 or more, separates these. When there are too many that is not kept. */
void law_failures_add(struct law_failures *, const struct law_set *holds, const struct law_set *fails, int weight);

bool law_failures_has(const struct law_failures *, const struct law_set *holds, const struct law_set *fails, int weight);

#endif
