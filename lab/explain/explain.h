/*
 * explain.h - a finding in a learner's words.
 */
#ifndef LAB_EXPLAIN_EXPLAIN_H
#define LAB_EXPLAIN_EXPLAIN_H

#include "lab/base/buf.h"
#include "lab/check/finding.h"
#include "lab/explain/hints.h"

/*
 * The whole report: who is blocked, doing what to which object (with its occupancy), on which line; who could free it
 * and why they can't; the seats; the cycle in text; what was misused. Several lines, plain UTF-8 (ASCII only when
 * `ascii`), wrapped at `width` columns where prose allows. Nothing for verdict ok without lock orders.
 */
void explain_result(struct buf *, const struct result *, int width, bool ascii);

/*
 * What may have led to it: a wait after which somebody went on without another look. Nothing where there is none, or that is not
 * sure. `source` may be NULL: then it is not.
 */
void explain_looks(struct buf *, const struct result *, const struct hint_source *source, int width, bool ascii);

/* The seats of a stuck flow: how many items are under way and how many places there are for them. */
struct seats {
	int items, seats;       /* items > seats: one of them is in the hand of a blocked sender */
};

/*
 * One line: "5 items, 4 seats = 2 workers + 1 jobs + 1 results". Empty, and false, when no stuck task is sending.
 */
bool explain_seats(struct buf *, const struct result *, struct seats *);

/*
 * What to try next, commands, one a line. A run that somebody has interrupted is not to be blamed on its settings.
 */
void explain_try(struct buf *, const struct result *);

#endif
