/*
 * certify.h - what the quiz claims is proved before it is asked.
 *
 * The limit is a count of work, so that what is proved on one machine is proved on any other.
 */
#ifndef CMD_CERTIFY_H
#define CMD_CERTIFY_H

#include "cmd/quiz/setup.h"

/* Every schedule of the setup; NULL when that takes too much work to be proved, or ^C. exploration_free(). */
struct exploration *certify(struct session *, const struct setup *);

/* Can it end so? */
static inline bool is_possible(const struct exploration *found, enum verdict verdict)
{
	return found->ends[verdict] > 0;
}

/* Where a number is turned until it makes a difference. */
struct edge {
	int                 value;      /* the smallest at which it is another than with the least that is legal */
	struct setup      setups[2];        /* at value - 1 and at value */
	struct exploration *found[2];           /* owned */
	bool                can;        /* at `value` it can end so, below it cannot; else the other way round */
};

/* Find the edge of this setting; what it has in `setup` does not count. False: there is none nearby that is proved. */
bool edge_find(struct session *, const struct setup *, int setting, enum verdict, struct edge *);
void edge_free(struct edge *);

#endif
