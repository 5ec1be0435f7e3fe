/*
 * race_parts.h - what is known of a run while it is watched for races; for race.c and race_clock.c, which learn,
 * race_view.c, which tells what matters of it, and race_keep.c, which goes back.
 *
 * Invariants
 *   A clock says of each task up to which moment everything is known; a task's own entry counts its moments, from 1: one
 *   ends where others may learn of it.
 *   An access made at moment m of its task is known to whoever has a clock with at least m there.
 *   All of it lies in the arena, at the same addresses until race_again().
 *   Whoever knows the last store of a cell knows the loads before it, too, or has raced with it: so loads are forgotten
 *   with each store, and atomic accesses likewise.
 *   Of an atom, seats[t].clock is what the releases of task t that head a release sequence have known, as long as the
 *   value that is there belongs to it: then it is `handed`, to whoever acquires it.
 */
#ifndef LAB_CHECK_RACE_PARTS_H
#define LAB_CHECK_RACE_PARTS_H

#include "lab/base/arena.h"
#include "lab/check/race.h"

/* An access that may still race with one to come. */
struct past_access {
	uint32_t    at;                 /* the moment; 0: none */
	int         task;
	const char *here;
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
	struct past_access store, *loads;       /* of a cell; loads by task */
	struct past_access *atom_loads, *atom_stores;   /* atomic ones, by task: they race with the others only */
};

struct known {
	uint32_t      **clocks;         /* by task; NULL: it has not been there */
	bool           *ended;          /* by task */
	uint32_t      **fenced;         /* by task: what it knew at its last release fence; NULL: there was none */
	uint32_t      **heard;          /* by task: what an acquire fence would let it know; NULL: nothing */
	struct place  **places;         /* by object */
	int             n_places;
	bool            any, over;
	struct conflict found;          /* meant with `any` */
};

struct race {
	int           width;            /* of a clock */
	struct arena *arena;            /* of all that follows */
	struct known *known;
	/* not in the arena: the view, and who knows of a cell's loads */
	uint64_t     *view, *sets;
	size_t        view_n, view_room, sets_room;
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

/* ---- What events do: race.c ---- */

/* What an event of a kind does with what its object knows: a set of these. */
enum { LEARNS = 1, LEARNS_READERS = 2, TEACHES = 4, TEACHES_WRITERS = 8, TEACHES_ANEW = 16 };

unsigned race_role(enum event_kind);

/* An atomic access? */
static inline bool race_is_atomic(enum event_kind kind)
{
	return kind >= EV_ATOM_LOAD && kind <= EV_ATOM_NOT_SWAPPED;
}

static inline bool race_knows(const uint32_t *clock, const struct past_access *past)
{
	return clock && clock[past->task] >= past->at;
}

#endif
