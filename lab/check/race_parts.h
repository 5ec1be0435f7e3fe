/*
 * race_parts.h - what is known of a run while it is watched for races; for race.c, race_clock.c and race_find.c, which
 * learn, race_who.c and race_view.c, which tell what matters of it, and race_keep.c, which goes back.
 *
 * Invariants
 *   A clock says of each task up to which moment everything is known; a task's own entry counts its moments, from 1: one
 *   ends where others may learn of it.
 *   An access made at moment m of its task is known to whoever has a clock with at least m there.
 *   All of it lies in the arena, at the same addresses until race_again().
 *   Whoever knows the last store of a byte knows the loads before it, too, or has raced with it: so loads are forgotten
 *   with each store, and atomic accesses likewise.
 *   Accesses are kept by stretches of eight bytes, each with those of the eight that it was to; so they race where they
 *   have a byte in common, and nowhere else. Of a byte, a task and a sort the last one is kept. A cell of a pattern is
 *   one byte of a stretch of its own.
 *   Of an atom, seats[t].clock is what the releases of task t that head a release sequence have known, as long as the
 *   value that is there belongs to it: then it is `handed`, to whoever acquires it.
 */
#ifndef LAB_CHECK_RACE_PARTS_H
#define LAB_CHECK_RACE_PARTS_H

#include "lab/base/arena.h"
#include "lab/check/race.h"

/* An access that may still race with one to come. */
struct past_access {
	uint32_t    at;                 /* the moment */
	int         task;
	const char *here;
};

enum access_sort { A_LOAD, A_STORE, AN_ATOMIC_LOAD, AN_ATOMIC_STORE, N_SORTS };

/* The same, to some bytes of a stretch. */
struct kept_access {
	struct past_access  past;
	uint8_t             bytes;      /* bit i: byte i */
	uint8_t             sort;       /* enum access_sort */
	bool                frees;      /* it is told so; else it is a store like any other */
	struct kept_access *next;
};

enum { STRETCH = 8 };

/* Eight bytes of memory, at a multiple of eight. */
struct stretch {
	uint64_t            key;        /* its address; of a cell: twice its object's id, plus one */
	struct kept_access *kept;       /* the latest first */
};

/* Of a task, where tasks wait for one another. */
struct seat {
	bool      waits;
	bool      handed;               /* `clock` is there for it, and not taken yet */
	uint32_t *clock;
};

/* What is known of an object; clocks that are NULL know nothing. */
struct place {
	uint32_t          *released;            /* to whoever gets it */
	uint32_t          *read_released;       /* to a writer, too */
	uint32_t          *gathered;            /* by those that have arrived in this round of a barrier */
	struct seat       *seats;               /* by task; NULL: none is taken */
	int                capacity;
	uint32_t         **items, **slots;      /* of a buffered channel: of the last `capacity` sends and receives */
	long               sent, received;
};

struct known {
	uint32_t      **clocks;         /* by task; NULL: it has not been there */
	bool           *ended;          /* by task */
	uint32_t      **fenced;         /* by task: what it knew at its last release fence; NULL: there was none */
	uint32_t      **heard;          /* by task: what an acquire fence would let it know; NULL: nothing */
	struct place  **places;         /* by object */
	int             n_places;
	struct stretch *stretches;      /* a table with open addressing; its size is a power of two */
	size_t          n_stretches, n_slots;
	struct kept_access *spare;      /* to be used again */
	bool            any, over;
	struct conflict found;          /* meant with `any` */
};

/* For race_who.c. Who knows has a number; some have several clocks: what any of these knows. */
struct numbered_clock {
	const uint32_t *clock;
	int             number;
};

enum { RECALLED = 256 };

/* Of what the task did at one moment it is known who knows. */
struct recalled {
	uint64_t view;                  /* in which it was so; 0: none */
	int      task;
	uint32_t at;
};

struct race {
	int           width;            /* of a clock */
	struct arena *arena;            /* of all that follows */
	struct known *known;
	/* not in the arena: the view, and what it is made with */
	uint64_t     *view;
	size_t        view_n, view_room;
	int          *first_numbers;    /* by object: of what it knows */
	size_t        first_room;
	uint32_t     *nothing;          /* known by a task that has not been there */
	size_t        nothing_room;
	struct numbered_clock *clocks;
	size_t        clocks_room;
	int          *numbers;          /* of knowers */
	size_t        numbers_room;
	uint32_t     *columns;          /* by task: see race_who.c */
	size_t        columns_room;
	uint32_t     *common;           /* by task: up to which moment all know of it */
	size_t        common_room;
	uint64_t     *sets;             /* of knowers, by their index: one for each access of one sort in a stretch */
	size_t        sets_room;
	uint64_t      n_views;          /* made so far */
	struct recalled recalled[RECALLED];     /* by task and moment, more or less */
	uint64_t     *recalled_sets;
	size_t        recalled_room;
	const struct stretch **order;   /* stretches in the order of their keys */
	size_t        order_room;
};

/* ---- Who knows what: race_clock.c ---- */

/* `n` zeroed things of `size` bytes, until race_again(). */
void *race_allocate(struct race *, int n, size_t size);

/* What the task knows; made when it is not there. */
uint32_t *race_clock_of(struct race *, int task);

/* Add to `clock` what `from` knows, which may be NULL: to that of a task, likewise. */
void race_merge(const struct race *, uint32_t *clock, const uint32_t *from);
void race_learn(struct race *, int task, const uint32_t *from);

/* Add to *clock, which is made when it is not there, what the task knows; or put it in place of what there was. */
void race_teach(struct race *, int task, uint32_t **clock);
void race_teach_anew(struct race *, int task, uint32_t **clock);

struct place *race_place_of(struct race *, int object, int capacity);

/* ---- Which bytes were touched: race_find.c ---- */

/* An access to a cell or to memory: does it race? It is kept. `span` as for race_event(). */
void race_access(struct race *, const struct event *, struct extent);

/* Do two accesses to the same byte conflict, of which the earlier was of this sort? */
bool race_conflicts(enum access_sort earlier, enum access_sort later);

/* The stretches in which accesses are kept, in the order of their keys. Returns how many; valid until the next call. */
size_t race_stretches(struct race *, const struct stretch *const **);

/* The sort of a kind of event; N_SORTS when it is no access. */
enum access_sort race_sort(enum event_kind);

/* ---- What events do: race.c ---- */

/* What an event of a kind does with what its object knows: a set of these. */
enum { LEARNS = 1, LEARNS_READERS = 2, TEACHES = 4, TEACHES_WRITERS = 8, TEACHES_ANEW = 16 };

unsigned race_role(enum event_kind);

static inline bool race_knows(const uint32_t *clock, const struct past_access *past)
{
	return clock && clock[past->task] >= past->at;
}

#endif
