/*
 * shared_parts.h - between shared.c, which learns from accesses, and shared_places.c, which knows what place is where.
 */
#ifndef LAB_PROGRAM_SHARED_PARTS_H
#define LAB_PROGRAM_SHARED_PARTS_H

#include <limits.h>

#include "lab/program/shared.h"

enum { NOT_YET = -1, NEVER = INT_MAX };

enum { GRANULE = 8, MOST_LOCKS = 4, PAGE = 4096, PAGES = 1 << 18 };

struct place {
	struct place *into;             /* what it has become a part of; NULL: it stands for itself */
	uintptr_t     from, to;
	int           thread;           /* the first that touched it */
	int           main_read, main_wrote;        /* the last epoch in which main did so; NOT_YET: it did not */
	int           others_read, others_wrote;    /* the first epoch of another who did so; NEVER: none did */
	int           other;            /* the first of these; NOT_YET: there is none */
	bool          several_others;
	bool          several, written; /* threads; by any */
	bool          atomic;           /* an atomic operation, which no lock guards, was among the accesses */
	bool          plain;            /* an access of another kind was */
	bool          spun;             /* a thread has read it again and again, and done nothing else */
	bool          soft;             /* it has no bounds of its own: it is cut where those of others are */
	int           n_locks;          /* those that were held each time; -1: not touched yet */
	struct held   locks[MOST_LOCKS];
	struct watched watched;         /* `to` 0 when it is not watched */
	struct place *older;
};

/* Eight bytes, and which place each belongs to. */
struct granule {
	uintptr_t     number;           /* address / GRANULE; 0: free */
	struct place *of[GRANULE];
	struct place *force[GRANULE];   /* the place in force, from one settling to the next; NULL: not watched */
};

struct shared {
	struct granule *granules;       /* a table with open addressing; its size is a power of two */
	size_t          n_granules, n_slots;
	struct place   *places;         /* all there are, the newest first */
	long            n_places;
	uint64_t        pages[PAGES / 64];      /* a bit for all that have the same number modulo PAGES: is there one? */
	struct watched  passed[N_PASSED];       /* within these bounds accesses were passed over */
	struct glance  *glances;        /* GLANCES of them */
	bool            touched;        /* an access was noted since the last settling: else there is nothing to settle */
	bool            news;           /* there something was noted since the last settling */
	bool            over;
};

/* ---- shared_places.c ---- */

/* The bytes around this one, made when they are not there yet. */
struct granule *granule_of(struct shared *, uintptr_t address);

/* The same by its number, as it is: a free one when it is not there. There must be some. */
struct granule *granule_at(const struct shared *, uintptr_t number);

/* The one place of these bytes, made of those that were there. */
struct place *place_of(struct shared *, uintptr_t from, uintptr_t to);

/* The place that begins these bytes, of an access that may be made in pieces; `*to` is where its piece ends. */
struct place *piece_of(struct shared *, uintptr_t from, uintptr_t *to);

/* An access is made by this thread, or none but by its kind; what main has done before others were started is told apart. */
void place_note_order(struct place *, int thread, int epoch, bool write);

/* Have starts ordered all accesses to it that conflict? */
bool place_is_ordered(const struct place *);

/* An access is made with these locks held: those that were held each time stay. */
void place_keep_common(struct place *, const struct held *locks, int n, bool write);

#endif
