/*
 * law_lattice.h - the points around a grid: its own values of each variable, and two more at each end where there can be
 * any, as far apart as the last ones are.
 */
#ifndef LAB_LAW_LAW_LATTICE_H
#define LAB_LAW_LAW_LATTICE_H

#include "lab/law/law_learn.h"

enum { LAW_BEYOND = 2, LAW_FARTHEST = 3, LAW_PLACES = 3000, LAW_VALUES = 1024 };

/* The values of one variable, ascending, those beyond included. */
struct law_scale {
	int n, first, last;             /* values[first .. last] are the grid's */
	int values[LAW_VALUES + 2 * LAW_BEYOND];
};

/* A point that is not of the grid, with its indices. */
struct law_place {
	int  at[LAW_VARIABLES];
	int  face;                      /* on which side it is outside: 2 * variable, and 1 when it is above */
	int  distance;                  /* steps outside, of all variables */
	bool asked;
};

struct law_lattice {
	int              n_variables;
	struct law_scale scales[LAW_VARIABLES];
	int              n;
	struct law_place places[LAW_PLACES];    /* by distance, 1 .. LAW_FARTHEST; what is more is left out */
};

void law_lattice_make(struct law_lattice *, const struct law_grid *);

/* The values at these indices. */
void law_lattice_point(const struct law_lattice *, const int *at, int *x);

/* Are any on the other side of the law that differ from this place in one variable, by so many steps? */
bool law_lattice_turns(const struct law_lattice *, const struct law *, const struct law_place *, int steps);

#endif
