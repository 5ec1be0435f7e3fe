/*
 * search_ending.h - one schedule of an exploration: it becomes the last run, and is told.
 */
#ifndef CMD_SEARCH_ENDING_H
#define CMD_SEARCH_ENDING_H

#include "cmd/search/search.h"

/* Run the schedule once more, with everything recorded; NULL when the run cannot be made. result_free(). */
struct result *search_replay_ending(const struct search *, const struct ending *);

/* The same, so that the other commands can be asked about it. */
void search_remember_ending(struct search *, const struct ending *);

/* How long it is, and step by step; of a race, which accesses do, where it is the last run. */
void search_add_ending(struct buf *, const struct search *, const struct ending *);

#endif
