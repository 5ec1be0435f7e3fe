/*
 * race.h - data races: two accesses to one cell, or to one byte of memory, one of them a store, that nothing but luck
 * has ordered.
 *
 * Happens-before with vector clocks (Mattern, "Virtual Time and Global States of Distributed Systems", 1988; Flanagan
 * and Freund, "FastTrack", PLDI 2009). A task's own events are ordered, and beyond that these, and what follows from
 * them; nothing else is. What the explorer says may not be swapped (depend.h) is more, and is no order: who waited for
 * a close and the closer's later work may race, though one of them has always come first.
 *
 *   before                                     after                                       source
 *   start of a task                            its first event                             Go memory model, C11 7.26.5.1
 *   last event of a task                       a join of it                                C11 7.26.5.6, pthread_join
 *   k-th send to a buffered channel            k-th receive                                Go memory model
 *   k-th receive, with C places                (k+C)-th send                               Go memory model
 *   what either of two that meet without a     what either does next                       Go memory model (both edges)
 *     buffer has done
 *   close                                      receive that finds the channel closed       Go memory model
 *   unlock of a mutex                          later lock, or try that gets it             C11 7.26.4, Go sync.Mutex
 *   write-unlock                               later read-lock, write-lock, upgrade        Go sync.RWMutex
 *   read-unlock                                later write-lock, upgrade                   Go sync.RWMutex
 *   release of permits                         later acquire, or try that gets some        C++20 [thread.sema.cnt]
 *   each arrival in a round of a barrier       each departure from that round              C++20 [thread.barrier.class]
 *   done, or add of a negative number          later wait that sees zero                   Go sync.WaitGroup
 *   end of what is done once                   each later return of once_do()              Go sync.Once
 *   signal, broadcast                          the wakes that it has caused                Go sync.Cond
 *   wait that is cancelled, and passes a       the wake that it has caused                 (a signal anew)
 *     signal on
 *   the cancel that ends a context             seeing that end; making a context below it  Go context: a close of Done()
 *   set of a timer                             a tick that it has set                      Go runtime, time.go
 *   release of an atom, or a release fence     acquire that reads a value of the release   C11 5.1.2.4, 7.17.3
 *     and then any store or change of it         sequence, or any read of it and then an     7.17.4
 *                                                acquire fence
 *
 * Atomic accesses do not race with each other, but with those to the same memory that are not atomic.
 * An error group is made of these. Nothing is ordered by: an operation that fails (a try, an upgrade, a default, a
 * time-out), for "an unsuccessful call has no synchronizing effect at all" (Go sync.Mutex; C11 7.26.4.5); cases of a
 * select that were not taken; standing in line; a wake for no reason; a cancel that comes too late; adding to a wait
 * group; stopping a timer; a cancel of a thread, which is in no list of what synchronises memory (POSIX.1-2017 4.12);
 * accesses to cells, and relaxed ones to atoms; and time: who has slept for a second knows
 * nothing more.
 */
#ifndef LAB_CHECK_RACE_H
#define LAB_CHECK_RACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lab/trace/event.h"

struct race;
struct run;

struct race_access {
	int         task;
	const char *here;               /* static storage; may be NULL */
	bool        store;
	bool        frees;              /* a store that gives the memory back */
};

/* Two accesses that race, in the order in which they were made. */
struct conflict {
	int                object;      /* id of the cell; NO_OBJECT where memory is no object */
	struct extent        span;        /* the first bytes that both touched; empty: they are to a cell of a pattern */
	struct race_access first, second;
};

/* For a run of at most `n_tasks` tasks. */
struct race *race_new(int n_tasks);
void race_free(struct race *);

/* Forget what has happened; from now on for at most `n_tasks` tasks. */
void race_again(struct race *, int n_tasks);

/* The task is there, and knows nothing. (One whose start is told as an event need not be told of so.) */
void race_begin(struct race *, int task);

/*
 * The next event, in an order that shows no effect before its cause; `capacity` is that of its object. An access to a cell
 * or to an atom is to the bytes of `span`; where that is empty the object is told apart from others as a whole. An access
 * to memory (EV_CELL_LOAD, EV_CELL_STORE, EV_CELL_FREE) may be to no object.
 */
void race_event(struct race *, const struct event *, int capacity, struct extent);

/* The first two accesses that race, or NULL. Valid until race_again() or race_free(). */
const struct conflict *race_found(const struct race *);

/* Were there more tasks than it was made for? Then nothing is known. */
bool race_over(const struct race *);

/* ---- For who goes back and forth: race_keep.c ---- */

/*
 * What matters of all this for races to come, as words: who knows of which access. Two histories of the run, which stands
 * between two moves, with the same view and the same state of the run have the same races before them. Where less is
 * known, there are all the races that there are where more is known, and perhaps others. Valid until the next call. Of a run
 * with at most RACE_MOST_VIEWED tasks. A task goes by its place, which `places` tells by id: a permutation of the ids, so
 * that histories can be the same but for the names of tasks.
 */
enum { RACE_MOST_VIEWED = 256 };

struct race_view {
	const uint64_t *words;
	size_t          n;
	bool            over;           /* there has been a race, or nothing is known */
};

struct race_view race_view(struct race *, const struct run *, const int *places);

/* Both in the same state of the run, and there has been a race in both or in neither: is no more known in `a`? */
bool race_view_within(struct race_view a, struct race_view b);

/* A copy, to come back to; owned by who keeps it, zeroed at first. */
struct race_image {
	char  *bytes;
	size_t room, size;
};

/* Does what is known lie in one block of memory? Else it cannot be kept; after race_again() the block is larger. */
bool race_fits(const struct race *);
size_t race_size(const struct race *);          /* of a copy; 0: it cannot be kept */
void race_keep(const struct race *, struct race_image *);
void race_return(struct race *, const struct race_image *);
void race_image_free(struct race_image *);

#endif
