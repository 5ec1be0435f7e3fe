/*
 * law_learn.h - laws that are tried where they were not learned: at points just beyond a grid, near the boundary that the
 * law predicts, on both sides of it. Where it is wrong it is learned again.
 */
#ifndef LAB_LAW_LAW_LEARN_H
#define LAB_LAW_LAW_LEARN_H

#include "lab/law/law.h"

enum { LAW_PATIENCE = 4 };

enum law_answered { LAW_HOLDS, LAW_FAILS, LAW_UNDECIDED, LAW_STOP };

/* What is known, and who can tell more. */
struct law_grid {
	const struct law_point *points; /* none of them open */
	int                     n;
	int                     n_variables;
	int                     least[LAW_VARIABLES], most[LAW_VARIABLES];      /* that a variable can be */
	int                     beyond; /* points at which it is to be right, before that is enough; 0: nobody is asked */
	enum law_answered     (*ask)(void *context, const int *x);
	void                   *context;
};

struct law_learned {
	enum law_answer answer;         /* of all points that are known in the end; for the grid alone where there is no law then */
	struct laws     laws;
	int             learned;        /* points from which they come */
	int             right;          /* points beyond the grid at which the first was right when it was known already */
	int             wrong;          /* beyond the grid: of the first, where no law fits all */
	int             at[LAW_VARIABLES];      /* there it is wrong */
};

/*
 * Find laws for the grid and try them at points beyond it: until the first is right at `beyond` of them, none is left one
 * step outside or near the boundary, or LAW_PATIENCE times as many were asked for. Those at which laws differ come first.
 * Which they are, and their order, are the same for the same answers.
 */
void law_learn(const struct law_grid *, struct law_learned *);

#endif
