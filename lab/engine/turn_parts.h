/*
 * turn_parts.h - what the parts of the turn engine share: turn.c moves, turn_moves.c finds who can, turn_kept.c keeps it,
 * turn_choose.c asks the strategy; engine/'s own.
 */
#ifndef LAB_ENGINE_TURN_PARTS_H
#define LAB_ENGINE_TURN_PARTS_H

#include "lab/engine/carrier.h"
#include "lab/engine/run.h"

enum { MAX_WAYS = 256 };        /* of one case */

struct turn {
	struct carrier carrier;         /* must be first: see carrier.c */
	int64_t        now;             /* virtual time */
	uint64_t       clock;           /* of the stamps */
	struct step   *steps;
	long           n_steps, steps_room;
	struct move   *moves;
	int            n_moves, moves_room;
	struct alternative ways[MAX_WAYS];      /* of the case that is looked at: no stack needs to hold so many */
	struct bits     can;             /* for turn_pick(): who moves in what it was given */
	struct kept   *kept;            /* who can move, as it changes; NULL: it is found anew at each step */
	struct task   *fresh;           /* started, not yet run; linked by next_ended, the newest first */
	long           extra;           /* see turn_extra() */
	long           noted;           /* waits that were recorded */
	bool           halted;          /* by the strategy */
	bool           cut;             /* some case had more than MAX_WAYS ways */
};

/* Those that were started, main at first, come to their first operations. */
void turn_advance_fresh(struct run *);

/* The next move, by the run's strategy. NULL: there is none, the run is over, or the strategy takes none. */
const struct move *turn_next_move(struct run *);

/* All ways to move now, into turn->moves, after the clock has jumped if it had to; nobody is fresh. */
void turn_find_moves(struct run *);

/* The same without the clock: it stands still, and has no move. */
void turn_find_now(struct run *);

/* The ways of one task or the clock, into turn->moves; of each case no more than `most`. It has published an operation. */
void turn_find_ways(struct run *, int task, int most);

/* When the first of the published operations goes on by itself, or looks again; NO_DEADLINE: none does. */
int64_t turn_first_awaited(const struct run *);

/* It is so late now. */
void turn_set_time(struct run *, int64_t now);

/* Has a case of it been ready without anybody still having to arrive? */
bool turn_is_served(struct op *);

/* The operation must wait, from now on: record that, once, where there is something to wait for. */
void turn_note_wait(struct op *);

/* Time passes, up to the next moment something is due; there is one. */
void turn_pass_time(struct run *);

#endif
