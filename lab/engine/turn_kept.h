/*
 * turn_kept.h - who can move, kept as it changes; engine/'s own.
 *
 * To find all moves anew takes as long as there are tasks, at each step. With many of them, who can move is kept
 * instead, and looked at again only where it may have changed: of an operation that has just been published, of those
 * that wait at an object that has changed, and of those that waited for the time it is now. An object changes when an
 * operation on it is completed, and where tasks meet also when somebody comes or leaves. Where many wait for the same
 * they are a crowd: one is looked at for all (see primitive->sort).
 *
 * So much is looked at at each step as is about to change, but for the words of sets: 64 tasks to a word. Only those that
 * are like no other at an object where many wait are looked at each time it changes.
 *
 * Invariants, between kept_settle() and the next move
 *   The set of kept_settle() has exactly those who have a move in what turn_find_now() would find.
 *   Who must wait has recorded that it does.
 */
#ifndef LAB_ENGINE_TURN_KEPT_H
#define LAB_ENGINE_TURN_KEPT_H

#include <stdbool.h>
#include <stdint.h>

struct kept;
struct op;
struct op_case;
struct run;
struct bits;

/* From what is published now on; the run's, until kept_end(), which may be called when nothing is kept. */
void kept_begin(struct run *);
void kept_end(struct run *);

/* What happens meanwhile: an operation stands in its queues, or has just left them; a case has been completed. */
void kept_publish(struct kept *, struct op *);
void kept_withdraw(struct kept *, struct op *);
void kept_complete(struct kept *, const struct op_case *);

/* Look again at all that may have changed. Who can move now, the clock apart. */
const struct bits *kept_settle(struct run *);

/* As turn_first_awaited(), turn_next_time() and turn_pass_time(). */
int64_t kept_first_awaited(const struct run *);
int64_t kept_next_time(const struct run *);
void kept_pass_time(struct run *, int64_t to);

/* Panics when what is kept is not what is found anew. */
void kept_check(struct run *);

long kept_looked_at(const struct kept *);

#endif
