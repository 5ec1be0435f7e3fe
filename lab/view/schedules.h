/*
 * schedules.h - schedules as a tree: what several have in common once, then what each does otherwise, and how it ends.
 */
#ifndef LAB_VIEW_SCHEDULES_H
#define LAB_VIEW_SCHEDULES_H

#include "lab/trace/schedule_tree.h"
#include "lab/view/view.h"

/*
 * How many schedules there are; then a line for each chain of steps without a fork, what follows it below and to the
 * right; at its end the leaf: its number, counted from 1, and its verdict. At most `look->width` columns wide: a chain is
 * folded, and what would stand too far to the right is drawn apart, under a letter.
 */
void view_schedules(struct buf *, const struct schedule_tree *, const struct look *);

/* "all 6 inequivalent schedules", "more than 17,345 schedules, too many to draw: ...": what the tree shows. No newline. */
void schedules_words(struct buf *, const struct schedule_tree *);

/*
 * The steps from node `from` to node `to` of one chain, in at most `columns`, at least 12: "p-0: lock fork-0, fork-1 ·
 * p-1: lock fork-1 … 5 more". Steps of one task stand together. False when not even the first has found room as a whole.
 */
bool chain_words(struct buf *, const struct schedule_tree *, int from, int to, int columns, bool ascii);

#endif
