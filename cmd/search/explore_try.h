/*
 * explore_try.h - what to ask next, after an exploration: the lines behind "try:".
 */
#ifndef CMD_SEARCH_EXPLORE_TRY_H
#define CMD_SEARCH_EXPLORE_TRY_H

#include "cmd/search/search.h"

/* An end has been told: how to go through it, and what mends it. */
void explore_try(struct buf *, const struct search *, const struct exploration *, const struct ending *, const struct look *);

/* Nothing bad was found: what would look further, or decide it. Nothing where there is nothing to ask. */
void explore_further(struct buf *, const struct search *, const struct exploration *, const struct look *);

#endif
