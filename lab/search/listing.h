/*
 * listing.h - the schedules of a pattern with its settings, one by one, as a tree.
 */
#ifndef LAB_SEARCH_LISTING_H
#define LAB_SEARCH_LISTING_H

#include "lab/search/explore.h"
#include "lab/trace/schedule_tree.h"

/*
 * Search, and list what was found: all schedules that the search by schedules comes to the end of, one of each class that
 * nobody can tell apart, in its order. Where they are too many (TREE_MOST_LEAVES), or that search cannot be made
 * (any_time, a bound on switches), or was cut short before it had met each outcome that others know, the shortest one
 * known of each outcome, as explore() finds them. All steps are told.
 *
 * Of some verdicts only (a bit each in `wanted`; 0: of all), so that few among many are found; the others are counted.
 *
 * Arguments as for explore(); the same ones, with limits that are counts, give the same tree. NULL with a sentence in
 * `*error` (malloc'ed) when the run cannot be made. The caller frees the tree with tree_free(); it points to nothing of
 * the run, but for static storage.
 */
struct schedule_tree *listing_make(const struct run_options *options, const struct explore_limits *limits, unsigned wanted,
                                   const struct explore_watcher *watcher, char **error);

#endif
