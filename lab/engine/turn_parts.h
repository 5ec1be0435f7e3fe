/*
 * turn_parts.h - what the two halves of the turn engine share: turn.c moves, turn_moves.c knows who can; engine/'s own.
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
	struct task   *fresh;           /* started, not yet run; linked by next_ended, the newest first */
	long           extra;           /* see turn_extra() */
	bool           halted;          /* by the strategy */
	bool           cut;             /* some case had more than MAX_WAYS ways */
};

/* All ways to move now, into turn->moves, after the clock has jumped if it had to; nobody is fresh. */
void turn_find_moves(struct run *);

/* The operation must wait, from now on: record that, once, where there is something to wait for. */
void turn_note_wait(struct op *);

/* Time passes, up to the next moment something is due; there is one. */
void turn_pass_time(struct run *);

#endif
