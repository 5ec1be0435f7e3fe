/*
 * footprint.h - what a published operation touches.
 */
#ifndef LAB_SEARCH_FOOTPRINT_H
#define LAB_SEARCH_FOOTPRINT_H

#include "lab/engine/run.h"
#include "lab/search/depend.h"

/* What completing `op` touches; a select touches all it waits on, whichever case is taken. */
void footprint_of_op(struct footprint *, const struct op *op);

/* Can it tell who has arrived where operations meet? */
bool meets_others(const struct op *op);

/* What the mere arrival of `op` touches: the places where a partner has been waiting for it. */
void footprint_of_offer(struct footprint *, const struct op *op);

#endif
