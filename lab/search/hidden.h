/*
 * hidden.h - addresses that a search by states does not see.
 *
 * It takes an address for one that stands somewhere as it is: it says who is meant, so that tasks that are alike are told apart
 * (alike.h), and that somebody may read what another is about to overwrite (blank.h). Where a pattern turns one over, cuts it
 * into pieces, or reckons with it, nobody sees that. So it is tried, with runs by chance: does the same run come to something
 * else with two tasks in each other's place, or with other bytes where some are about to be overwritten?
 */
#ifndef LAB_SEARCH_HIDDEN_H
#define LAB_SEARCH_HIDDEN_H

#include "lab/search/world.h"

struct hidden {
	bool who;       /* tasks that look alike are told apart */
	bool reads;     /* what is about to be overwritten is read before */
};

/*
 * What is found is so; what is not may be so all the same. The same answer each time for the same pattern. The world must be
 * one that a search by states was made in; it stands somewhere afterwards.
 */
struct hidden hidden_find(struct world *);

#endif
