/*
 * checkpoint.h - a run on fibers as it stands between two moves, to come back to.
 *
 * What a run is made of lies in its arena and on the stacks of its tasks, at addresses that do not change; a checkpoint
 * is a copy of both. The steps made so far are not in it: only how many they were, so whoever goes back to a checkpoint
 * must not have made other steps before that many.
 */
#ifndef LAB_ENGINE_CHECKPOINT_H
#define LAB_ENGINE_CHECKPOINT_H

#include "lab/engine/run.h"

struct checkpoint {
	char             *bytes;        /* owned */
	size_t            room, arena;  /* bytes of the arena; those of the stacks follow, then those outside */
	size_t            outside;
	struct task     **tasks;
	struct object   **objects;
	int               n_tasks, n_objects, tasks_room, objects_room;
	struct memory    *memory;
	struct fault      fault;
	struct turn_mark  mark;
};

/* Are there fibers to copy here? */
bool checkpoint_possible(const struct run *);

/* Between moves, after turn_moves(). False when the arena has outgrown its one block: see run->reserve. */
bool checkpoint_take(struct checkpoint *, const struct run *);

/* Back; what is then computed by turn_moves() is what it was. */
void checkpoint_return(const struct checkpoint *, struct run *);

/* Bytes it has taken from the system. */
size_t checkpoint_bytes(const struct checkpoint *);

void checkpoint_free(struct checkpoint *);

#endif
