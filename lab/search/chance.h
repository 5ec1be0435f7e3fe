/*
 * chance.h - runs by chance beside a search. They prove nothing; but what they show is possible, and a proof must know
 * of it. Where many orders differ in next to nothing, and few of them are bad, they find it first.
 */
#ifndef LAB_SEARCH_CHANCE_H
#define LAB_SEARCH_CHANCE_H

#include "lab/search/explore.h"

struct chances {
	const struct run_options *options;      /* as for explore(); must outlive it */
	uint64_t                  runs;         /* made so far */
	bool                      mixed;        /* every second run has random priorities instead of random steps */
	struct exploration       *found;        /* ends that differ, with all they stand on; owned, NULL at first */
};

/* Make `n` runs more, with so many steps together at most. A run that is cut, or only goes on for long, does not count. */
void chances_take(struct chances *, long n, long steps);

/* `into` is to live as long as what it has been given of `found`: that becomes its own. */
void chances_give(struct chances *, struct exploration *into);

#endif
