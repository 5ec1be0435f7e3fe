/*
 * pairs.h - two lines of a pattern's source at which two tasks touch its memory: do they race? Looked at in every schedule.
 *
 * A race orders nothing, and neither does any other access to a cell. So whether two accesses of a run race does not depend
 * on what else is accessed in it: it is enough to tell the race detector of all that is no access, and of these two.
 */
#ifndef CMD_PAIRS_H
#define CMD_PAIRS_H

#include "cmd/search/search.h"
#include "lab/trace/schedule_tree.h"

enum { MOST_PAIRS = 64, MOST_PLACES = 64 };

/* What is known of two lines, the worst of it. */
enum pair_kind {
	PAIR_APART,             /* the two never touch the same cell */
	PAIR_READS,             /* they do, and both only read */
	PAIR_ORDERED,           /* one writes, and in every schedule something orders the two */
	PAIR_RACES              /* there is a schedule in which nothing does */
};

struct pair {
	int            lines[2];        /* the lower one first; may be the same, for two tasks can be there */
	enum pair_kind kind;
};

struct pairs {
	int         n;
	struct pair at[MOST_PAIRS];     /* no two of the same lines */
	int         n_places;
	int         places[MOST_PLACES];        /* all lines at which something was done to anything, ascending */
	bool        touches[MOST_PLACES];       /* that was a task's memory, at least once */
	bool        full;               /* there are more than are kept */
};

/*
 * The pairs of all schedules in the tree, which are all there are. False: they cannot be told, for some run cannot be made
 * again, or has events that were not kept, or too many tasks.
 */
bool pairs_find(struct pairs *, const struct search *, const struct schedule_tree *);

/* Of these two lines, in either order; NULL: no two tasks were there in the same schedule. */
const struct pair *pairs_of(const struct pairs *, int line, int other);

#endif
