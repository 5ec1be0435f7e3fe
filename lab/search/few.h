/*
 * few.h - schedules with few switches first: a search by states whose bound is widened whenever it is complete. Most bugs
 * need but one or two, and depth first they may lie far away (Musuvathi, Qadeer, "Iterative Context Bounding for Systematic
 * Testing of Multithreaded Programs", PLDI 2007).
 *
 * It proves nothing. What it has found is possible.
 */
#ifndef LAB_SEARCH_FEW_H
#define LAB_SEARCH_FEW_H

#include <stdbool.h>

#include "lab/search/explore.h"

struct few;

/* `options` as for explore(); what is found lies in the arena. NULL when the run cannot be made. */
struct few *few_new(const struct run_options *, struct arena *);
void few_free(struct few *);            /* NULL is harmless; what was found stays */

/* Make `moves` moves. Returns how much work that was, in moves. It must not be over. */
long few_run(struct few *, long moves);

/* There is nothing more to be looked at. */
bool few_is_over(const struct few *);

/* What it has found until now, with all bounds; its own. */
const struct exploration *few_found(struct few *);
const struct breaches *few_breaches(const struct few *);

#endif
