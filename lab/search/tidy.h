/*
 * tidy.h - a schedule that comes to the same end with fewer switches from one task to another, by trying.
 */
#ifndef LAB_SEARCH_TIDY_H
#define LAB_SEARCH_TIDY_H

#include "lab/search/world.h"

/*
 * Put a simpler schedule with the same verdict in the place of the ending's, its steps in `arena`: fewer switches, of as many
 * fewer pre-emptions, of as many fewer steps; never more steps. What is tried is made (Jalbert and Sen, "A Trace Simplification
 * Technique for Effective Debugging of Concurrent Programs", FSE 2010): what a task does in a row is moved to where it did
 * something before or after, or left out. So it ends so, whatever depends on what; but it need not be the simplest. No more than
 * so many steps are made for that. The ending's switches and pre-emptions are counted, and `world` watches for races as it does.
 */
void tidy(struct world *, struct ending *, long most_steps, struct arena *arena, const struct explore_watcher *);

#endif
