/*
 * law.h - the simplest law that separates points of a grid: a linear inequality, bounds of single variables, or both.
 *
 * It is true of these points. What holds between and beyond them, only more points can tell.
 */
#ifndef LAB_SEARCH_LAW_H
#define LAB_SEARCH_LAW_H

#include <stdbool.h>

#include "lab/base/buf.h"

enum { LAW_VARIABLES = 5, LAW_COEFFICIENT = 3 };

struct law_point {
	int  x[LAW_VARIABLES];
	bool holds;
};

/* x > over, if above; x < under, if below. */
struct law_bound {
	bool above, below;
	int  over, under;
};

/* It holds iff the sum of times[i] * x[i] is more than `than`, and each x[i] is within its bound. */
struct law {
	int              times[LAW_VARIABLES];
	int              than;
	struct law_bound bounds[LAW_VARIABLES];
};

enum law_answer {
	LAW_ALWAYS, LAW_NEVER,  /* all points are on one side: there is nothing to separate */
	LAW_NONE,               /* nothing with coefficients of -LAW_COEFFICIENT .. LAW_COEFFICIENT separates them */
	LAW_FOUND
};

/*
 * The simplest law for n points of n_variables (at most LAW_VARIABLES): the smallest sum of coefficients without their
 * signs and of comparisons with bounds, then no bounds, then the smallest constant, then the earlier variables.
 * `*others`: how many different ones that were found are as simple.
 */
enum law_answer law_find(const struct law_point *, int n, int n_variables, struct law *law, int *others);

bool law_holds(const struct law *, const int *x, int n_variables);

/* "jobs > workers + buffer + 1", "buffer = 0 and rounds > 0" */
void law_print(struct buf *, const struct law *, const char *const *names, int n_variables);

#endif
