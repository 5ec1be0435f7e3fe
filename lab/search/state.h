/*
 * state.h - what distinguishes a state of a run on fibers from its other states, in 128 bits.
 *
 * In it goes: of each task whether it has ended, what it may touch, how far off its deadline is, and the bytes of its
 * stack, on which the operation lies that it is about to make; each object's digest; what the pattern has allocated.
 * Left out of the stacks is where operations wait in their queues, and what a pending operation is sure to overwrite before
 * anybody reads it. Bytes that no longer matter may make one state count as several, never several as one.
 *
 * Up to swapping tasks that are alike (Clarke, Enders, Filkorn, Jha, "Exploiting Symmetry in Temporal Logic Model
 * Checking", 1996; Ip and Dill, "Better Verification Through Symmetry", 1996): see alike.h.
 */
#ifndef LAB_SEARCH_STATE_H
#define LAB_SEARCH_STATE_H

#include "lab/base/hash.h"
#include "lab/engine/run.h"
#include "lab/search/task_set.h"

/* Who looks at states; what it needs for that is kept from one to the next. */
struct state_look;

/* `swaps`: tasks that are alike may be swapped, where that can be told: not in a run that has memory outside its arena. */
struct state_look *state_look_new(bool swaps);
void state_look_free(struct state_look *);

/* From now on none are; what is about to be overwritten counts like all else. */
void state_look_name(struct state_look *);
void state_look_whole(struct state_look *);

/*
 * Add what distinguishes the present state to a hash. Between moves, after turn_moves(); where checkpoint_possible().
 * `marked` is a task that is not like any other here, for something beside the state is said of it (it moved last), or
 * NO_TASK.
 */
void state_hash(struct state_look *, struct hash *, struct run *, int marked);

/*
 * The same of what tasks share alone: objects, but for who stands in what relation to them, and memory. Who may be swapped is
 * not in it.
 */
void state_hash_shared(struct state_look *, struct hash *, struct run *);

/* Of the state looked at last: the tasks that may be swapped for another. */
const struct task_set *state_swapped(const struct state_look *);

/* Was something left out of the state looked at last because it is about to be overwritten? Then put other bytes there. */
bool state_overwrites(const struct state_look *);
void state_overwrite(const struct state_look *, struct run *);

/*
 * Of the state looked at last: by task id, which place the task has. Two states with the same key are the same but for the
 * names of the tasks, those at the same place being each other.
 */
const int *state_places(const struct state_look *);

/*
 * Of the same state: by task id, the first task that could be swapped with it so that nothing at all is another; itself where
 * there is none before it. What either does leads to one state.
 */
const int *state_twins(const struct state_look *);

#endif
