/*
 * alone.h - a move that nobody else could notice, nor prevent: it can be made first, and no other need be tried instead.
 */
#ifndef LAB_SEARCH_ALONE_H
#define LAB_SEARCH_ALONE_H

#include "lab/engine/run.h"

/*
 * A task among these moves whose operation concerns an object that no other unfinished task may touch, as they have
 * declared; NO_TASK when there is none. After each of its moves alone_quiet() must hold, too. Of tasks that are joined or
 * detached it is taken for granted that it is done once, and of a program's mutexes that they are locked and unlocked and no more
 * while others are about: when run->contested becomes true, what was found with such moves does not count.
 */
int alone_task(const struct run *, const struct move *, int n);

/* The move by `task` was made, and there were n_tasks tasks before: is nobody who arrived by it awaited somewhere? */
bool alone_quiet(const struct run *, int task, int n_tasks);

#endif
