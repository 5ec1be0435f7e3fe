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

/* One more run, or some waiting. False when the search is complete, or cannot go on: see dpor_limit(). */
bool dpor_run(struct dpor *);

/*
 * Let so many processes make it from now on, when so many runs were made: see dpor_lend.c. What is found is the same. To be called
 * between calls of dpor_run(), again and again; not where runs are counted against a limit, or listed.
 */
void dpor_share(struct dpor *, int cores, long from);

/* Nobody else works on it any more, and what others have found is here. To be called before what was found is read. */
void dpor_settle(struct dpor *);

/* Did the last call of dpor_run() make no run, but wait for others? */
bool dpor_waits(const struct dpor *);

/* How many runs were made, by whomever. */
long dpor_runs(const struct dpor *);

/* How many processes might take part, where more than one did; else 0. */
int dpor_cores(const struct dpor *);

/* Why what was found so far is not everything, apart from being stopped; NULL when there is no such reason. */
const char *dpor_limit(const struct dpor *);

/* Have the same choices led elsewhere? Then the pattern is not deterministic, and nothing can be proved of it. */
bool dpor_strayed(const struct dpor *);

/* How much of the search is behind, 0 .. 1: an estimate from the choices known so far, which are not all. */
double dpor_done(const struct dpor *);

#endif
