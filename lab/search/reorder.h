/*
 * reorder.h - the same events in another order, with fewer switches from one task to another.
 */
#ifndef LAB_SEARCH_REORDER_H
#define LAB_SEARCH_REORDER_H

#include "lab/search/world.h"

/*
 * Of all orders of the ending's events in which what depends on each other stays in order, put one with the fewest
 * switches in its place, its steps in `arena`, and count switches and pre-emptions. When it is too long for that, only
 * count.
 */
void reorder(struct world *, struct ending *ending, struct arena *arena);

#endif
