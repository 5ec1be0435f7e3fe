/*
 * search_ending.h - one schedule of an exploration: it becomes the last run, and is told.
 */
#ifndef CMD_SEARCH_ENDING_H
#define CMD_SEARCH_ENDING_H

#include "cmd/search/search.h"
#include "lab/search/tale.h"

/* Run the schedule once more, with everything recorded; NULL when the run cannot be made. result_free(). */
struct result *search_replay_ending(const struct search *, const struct ending *);

/* The same, so that the other commands can be asked about it. */
void search_remember_ending(struct search *, const struct ending *);

/* Who waits for a lock, and never gets it; and who takes it again each time it was given back. */
struct starved {
	const char *task, *lock, *keeper;
};

/*
 * Is the ending a livelock only for who waits for a lock that others take and give back, round after round? The lock is free now
 * and then, so it is an unfair lock that keeps him waiting. The tale is the ending's; the first such task, in the arena.
 */
bool search_starves(const struct search *, const struct ending *, const struct tale *, struct arena *, struct starved *);

/* How long it is, and step by step; of a race, which accesses do, where it is the last run. */
void search_add_ending(struct buf *, const struct search *, const struct ending *);

#endif
