/*
 * stepper_parts.h - what the parts of the stepper share: stepper.c moves, stepper_look.c looks, stepper_note.c keeps
 * where it stands.
 */
#ifndef LAB_SEARCH_STEPPER_PARTS_H
#define LAB_SEARCH_STEPPER_PARTS_H

#include "lab/check/race_watch.h"
#include "lab/search/stepper.h"

struct stepper {
	struct run_options  options;
	struct arena       *arena;      /* of what options point to */
	struct run         *run;
	struct race_watch   watch;
	struct step        *known;
	long                n_known, room;
	struct position    *position;   /* in its result's arena; NULL: nobody has looked since the last step */
	struct result      *result;
};

/* The settings that the options have, in the arena: the copy's own. */
void stepper_copy_settings(struct run_options *copy, const struct run_options *, struct arena *);

/* Steps made so far. */
long stepper_made(const struct stepper *);

/* The moves that can be made; none when something has gone wrong. */
int stepper_moves(struct run *, const struct move **moves);

/* The move that is this step, or -1. */
int stepper_find(const struct move *moves, int n, struct step);

/* The known next step when there is one and it fits, else the next in turn. `n` is at least 1. */
int stepper_choose(const struct stepper *, const struct move *moves, int n);

/* Move number `i` as a way. */
struct way stepper_way(const struct run *, const struct move *moves, int i);

/* Why the known next step cannot be made: a sentence. */
void stepper_misfit(const struct stepper *, struct buf *why);

/* The result so far, without a trace of its own. */
struct result *stepper_conclude(struct stepper *, bool over);

#endif
