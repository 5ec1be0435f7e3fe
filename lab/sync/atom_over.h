/*
 * atom_over.h - atomic operations, and others, over memory that is somebody else's: of a program that does not know the
 * lab.
 *
 * An atomic operation reads and changes the memory itself, so that it is one with its step. A plain access is made by
 * the program, right after the operation and before any other task moves; it races with whatever is not ordered with it.
 */
#ifndef LAB_SYNC_ATOM_OVER_H
#define LAB_SYNC_ATOM_OVER_H

#include "lab/sync/atomic.h"
#include "lab/trace/event.h"

/*
 * Over `size` bytes; they are no part of its digest. `number`: they are one, of 1, 2, 4 or 8 bytes. What overlaps must be
 * of one atom: operations on two of them are taken to have nothing to do with each other. Accesses race by their own bytes.
 */
struct atom *atom_over(void *address, int size, bool number, const char *name);

/* The number of so many bytes that stands there. */
int64_t atom_number(const void *address, int size);

/* The memory it is over is given back: its value is nothing from now on. */
void atom_lose(struct atom *);

/* One operation on memory. */
struct atom_access {
	int64_t value;                  /* to store, exchange or add; out: what was loaded */
	int64_t was;                    /* out: the value before */
	int64_t expected;               /* ATOM_COMPARE_EXCHANGE */
	void   *address;                /* in the atom's memory; NULL: the atom's own value */
	int     size;                   /* 1, 2, 4, 8 */
	enum atom_order order, failure;
};

/* Returns whether it was done: false where a compare-exchange found another value. */
bool atom_perform(struct atom *, int kind, struct atom_access *, const char *here);

/* The same at once, no step: for a task that is alone. */
bool atom_perform_alone(int kind, struct atom_access *);

/* A load or a store of these bytes, which are the atom's, is about to be made, or they are given back: ATOM_PLAIN_... */
void atom_touch(struct atom *, struct extent, int kind, const char *here);

#endif
