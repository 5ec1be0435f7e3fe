/*
 * certify.h - what the quiz claims is proved before it is asked.
 *
 * The limit is a count of work, and it is searched by schedules alone, for the number of states depends on the compiler: so
 * what is proved on one machine is proved on any other.
 */
#ifndef CMD_CERTIFY_H
#define CMD_CERTIFY_H

#include "cmd/quiz/setup.h"
#include "lab/trace/schedule_tree.h"

/*
 * Every schedule of the setup, so that it is known whether one can end with this verdict; NULL when that takes too much work
 * to be proved, when it is not known though it is proved, or ^C. exploration_free().
 *
 * A schedule with a race that ends worse counts among those that end so. So there is none where all end well, and there is
 * one where one ends with nothing but a race; elsewhere nothing is known of races.
 */
struct exploration *certify(struct session *, const struct setup *, enum verdict);

/* The same, with the schedules listed in the tree, where they are not too many for it. */
struct exploration *certify_listed(struct session *, const struct setup *, enum verdict, struct schedule_tree *);

/* Can it end so? Of what was certified for this verdict. */
static inline bool is_possible(const struct exploration *found, enum verdict verdict)
{
	return found->ends[verdict] > 0;
}

/* The same of every one, some, or none of them: is that known, too? */
bool is_frequency_known(const struct exploration *, enum verdict);

/* Where a number is turned until it makes a difference. */
struct edge {
	int                 value;              /* the smallest at which it is another than with the least that is legal */
	struct setup        setups[2];          /* at value - 1 and at value */
	struct exploration *found[2];           /* owned */
	bool                can;                /* at `value` it can end so, below it cannot; else the other way round */
};

/* Find the edge of this setting; what it has in `setup` does not count. False: there is none nearby that is proved. */
bool edge_find(struct session *, const struct setup *, int setting, enum verdict, struct edge *);
void edge_free(struct edge *);

#endif
