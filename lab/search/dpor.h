/*
 * dpor.h - source-set dynamic partial order reduction with sleep sets, by running again and again.
 */
#ifndef LAB_SEARCH_DPOR_H
#define LAB_SEARCH_DPOR_H

#include "lab/search/world.h"

struct dpor;

/* A search over `world`, which must outlive it. `max_steps` of one run. */
struct dpor *dpor_new(struct world *, long max_steps);
void dpor_free(struct dpor *);

/* One more run. False when the search is complete, or cannot go on: see dpor_limit(). */
bool dpor_run(struct dpor *);

/* Why what was found so far is not everything, apart from being stopped; NULL when there is no such reason. */
const char *dpor_limit(const struct dpor *);

/* Have the same choices led elsewhere? Then the pattern is not deterministic, and nothing can be proved of it. */
bool dpor_strayed(const struct dpor *);

/* How much of the search is behind, 0 .. 1: an estimate from the choices known so far, which are not all. */
double dpor_done(const struct dpor *);

#endif
