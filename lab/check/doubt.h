/*
 * doubt.h - ends of the state search that seem ok. A state does not say how it was reached: a race that is certain to
 * come is seen before it does (race_is_next), but two accesses that were far apart can race as well. So each such end is
 * looked at again, as the schedule that it is.
 */
#ifndef LAB_CHECK_DOUBT_H
#define LAB_CHECK_DOUBT_H

#include "lab/check/world.h"

enum { MOST_DOUBTS = 64 };

struct doubts {
	bool           raced;           /* some schedule has a race */
	long           n;               /* of which the first MOST_DOUBTS are kept */
	struct step   *steps[MOST_DOUBTS];      /* owned */
	long           n_steps[MOST_DOUBTS];
};

/* The run stands at such an end. */
void doubt_note(struct doubts *, const struct world *);

/*
 * The search has ended, completely or not: count those ends as what they are. False when it is not known whether some
 * schedule has no race, though others have one.
 */
bool doubt_settle(struct doubts *, struct world *, bool complete);

void doubt_free(struct doubts *);

#endif
