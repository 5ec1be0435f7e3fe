/*
 * news.h - has a run shown something that was not known before? Where several processes make one search, each reports the
 * schedules of such runs.
 */
#ifndef LAB_SEARCH_NEWS_H
#define LAB_SEARCH_NEWS_H

#include "lab/search/world.h"

/* What a run knows of its pattern or program besides its ends: it only ever grows. */
struct learned {
	bool        contested, learns, timed, cut;
	int         breaches;
	const char *doubt, *weak, *dry, *slept, *bided;
};

struct learned learned_now(struct run *);
bool learned_same(const struct learned *, const struct learned *);

/* How much is known of ends: more, or something else, when one has shown something new. */
struct known {
	int      n_tasks, least, most, kinds;   /* of bad ends */
	long     lengths, values;        /* of such ends; of cells */
	int      left;                  /* how many */
	bool     unsettled, good, kept;
	uint64_t printed;               /* lines of two that differ */
};

struct known known_now(const struct exploration *);
bool known_same(const struct known *, const struct known *);

#endif
