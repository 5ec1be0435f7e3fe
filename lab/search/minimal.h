/*
 * minimal.h - the shortest schedule that ends as badly: the fewest steps, of those the fewest switches from one task to
 * another, of those the fewest that take the turn from a task that could have gone on. A step of the clock is a step,
 * and takes the turn from nobody.
 */
#ifndef LAB_SEARCH_MINIMAL_H
#define LAB_SEARCH_MINIMAL_H

#include "lab/search/explore.h"

/*
 * Put the shortest schedule with the verdict of `ending` in its place, steps in `arena`; count its switches and
 * pre-emptions. `minimal` is set when all shorter ones were ruled out. Where that would take too long, or tasks are not
 * fibers, the order of what was found is changed instead so that there are few switches, and what can be left out is (reorder.h,
 * tidy.h); `minimal` is false.
 */
void minimal_find(const struct run_options *, struct ending *ending, struct arena *arena,
                  const struct explore_watcher *);

/* Leave the schedule as it is, and count its switches and pre-emptions. */
void minimal_count(const struct run_options *, struct ending *ending);

#endif
