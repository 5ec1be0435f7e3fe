/*
 * retrace.h - follow a schedule again in a world, and look at each step.
 */
#ifndef LAB_SEARCH_RETRACE_H
#define LAB_SEARCH_RETRACE_H

#include "lab/search/world.h"

/* Is the turn taken by this move from `task` (NO_TASK: from nobody), though that could have gone on? */
bool retrace_preempts(const struct run *, int task, const struct move *);

/* From the start by these steps. False when one of them cannot be made. */
bool retrace(struct world *, const struct step *, long n);

/* The move of this list that the step names, or NULL. */
const struct move *retrace_move(const struct move *, int n, const struct step *);

/* Follow the ending from the start and count its switches and pre-emptions. False when it does not lead to its verdict. */
bool retrace_count(struct world *, struct ending *);

#endif
