/*
 * shared.h - which places of a program's memory its threads share: learned from what they touch.
 *
 * A place is a range of bytes that accesses have touched, those that overlap being one. What only one thread touches, or
 * nobody writes, or what a common lock always guards, needs no looking at: the order of its accesses is the order of
 * the program, of starts and joins, or of the lock. Any other place is watched: an access to it is an operation on a
 * cell, a step of its own, which the race check and the searches see. An atomic operation is a step anyway; a place where
 * there was one is always watched, so that accesses to it of whatever kind are told as being to one thing.
 *
 * Nor does a place that main has done with before it starts the only other thread that touches it, or all of those that do,
 * when they only read: as where each thread has an argument of its own, which main fills in before the start.
 *
 * The rule is that of Savage et al., "Eraser: A Dynamic Data Race Detector for Multithreaded Programs", 1997, but for its
 * first state, in which an access is not looked at: here none is left out but those that a start or a join orders with
 * all others.
 *
 * Invariants
 *   What is learned is of a variant, over all its runs, and only grows. Which places are watched changes in
 *   shared_settle() alone, between runs: what was found out since then was not in force, so a search that has found out
 *   something is made again.
 *   A search that finds out nothing more has seen each access in one of the schedules it stands for.
 */
#ifndef LAB_PROGRAM_SHARED_H
#define LAB_PROGRAM_SHARED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct shared;

/* A lock that a thread holds. */
struct held {
	uintptr_t lock;                 /* its address */
	bool      to_write;             /* false: others may hold it, too, to read */
};

/* Who touches. */
struct toucher {
	int                thread;
	int                epoch;       /* of main: how many threads it has started; of others: as which it, or one before it, was */
	uint64_t           print;       /* of these and the locks: two that have the same are taken for the same */
	const struct held *held;
	int                n_held;
};

/*
 * How: a set. A place that a thread spins on is watched, too, so that its reads are steps. What the lab itself keeps for
 * all threads (INSIDE) is touched in steps only.
 */
enum touch { TOUCH_READ = 0, TOUCH_WRITE = 1, TOUCH_ATOMIC = 2, TOUCH_SPINNING = 4, TOUCH_INSIDE = 8 };

/* Where a watched place begins and ends. */
struct watched {
	uintptr_t from, to;
};

/*
 * An access that was noted and is no step. To note it once more would change nothing, as long as what is in force does not
 * change: so it is looked for here first. One of many may stand in each place.
 */
struct glance {
	uint64_t what, who;
};

enum { GLANCES = 1 << 15, GLANCE_BYTES = 4, MOST_AT_A_GLANCE = 1 << 8 };

static inline struct glance *glance_at(struct glance glances[GLANCES], uintptr_t address)
{
	return &glances[address / GLANCE_BYTES % GLANCES];
}

static inline struct glance glance_of(uint64_t print, uintptr_t address, size_t size, enum touch how)
{
	return (struct glance){ (uint64_t)address * MOST_AT_A_GLANCE + size, print + how };
}

/* Is it known at a glance that this access need not be noted? Who may write there, and was seen to, may read. */
static inline bool glance_knows(struct glance glances[GLANCES], uint64_t print, uintptr_t address, size_t size, enum touch how)
{
	const struct glance *there = glance_at(glances, address), now = glance_of(print, address, size, how);

	return there->what == now.what &&
	       (there->who == now.who || (how == TOUCH_READ && there->who == now.who + TOUCH_WRITE));
}

struct shared *shared_new(void);
void shared_free(struct shared *);

/* GLANCES of them, always the same. */
struct glance *shared_glances(struct shared *);

/*
 * An access that no start or join orders with all others' is about to be made. True when it is to be a step, on the
 * place in `*place`.
 */
bool shared_touch(struct shared *, const struct toucher *, uintptr_t address, size_t size, enum touch,
                  struct watched *place);

/*
 * The same of an access that is made piece by piece, as the C library makes them: of its first piece, and `*size` becomes
 * how many bytes that has. Such an access joins no places, as one of the processor's does: it goes from one to the next,
 * and where there are none yet they are cut as accesses that come later need it.
 */
bool shared_touch_some(struct shared *, const struct toucher *, uintptr_t address, size_t *size, bool write,
                       struct watched *place);

/*
 * May an access that begins at this address be passed over, because nobody's has been noted there? `*size` becomes how
 * many bytes the answer is about. Should somebody's be noted later, that is something that was found out: what was passed
 * over once is noted then. The kinds only keep apart where things are passed over.
 */
enum passed { PASSED_STACK, PASSED_HEAP, N_PASSED };
bool shared_passes(struct shared *, enum passed, uintptr_t address, size_t *size);

/* Watch what has been found to be shared. True when that is more than was watched before. */
bool shared_settle(struct shared *);

/* Does any place that is watched need it for more than atomic operations? */
bool shared_is_plain(const struct shared *);

/* Are all of these bytes of places that are watched? */
bool shared_is_watched(const struct shared *, uintptr_t address, size_t size);

/* Show those that are watched, in no order. */
void shared_each(const struct shared *, void (*see)(void *context, struct watched), void *context);

/* Was more touched than can be kept apart? Then nothing can be said of races and orders. */
bool shared_is_over(const struct shared *);

#endif
