/*
 * repeat.h - is a run the same when it is made again? A search rests on that, and does not see what a pattern remembers from one
 * run to the next. The search by schedules finds it out, as it goes along; where it is not made, two runs are compared.
 */
#ifndef LAB_SEARCH_REPEAT_H
#define LAB_SEARCH_REPEAT_H

#include "lab/base/hash.h"
#include "lab/search/world.h"

/*
 * Make a run by chance, from its very start, always the same one: *key tells who could move, and what they have left. False when
 * it was braked: then that says nothing. The world is not watched for races, and stands somewhere then.
 */
bool repeat_once(struct world *, struct key *key);

#endif
