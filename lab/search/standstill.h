/*
 * standstill.h - does a run that has come to no end still get anywhere? The last of its states tell.
 */
#ifndef LAB_SEARCH_STANDSTILL_H
#define LAB_SEARCH_STANDSTILL_H

#include "lab/engine/run.h"
#include "lab/search/state.h"
#include "lab/search/state_set.h"

enum { STANDSTILL_STATES = 4096 };      /* so many in a row are looked at */

struct standstill {
	struct state_look *look;
	struct state_set   seen;
	long               n, newest;   /* states; the number of the last that was not there before */
};

/* Begin anew. All zero is one that has seen nothing. */
void standstill_begin(struct standstill *);

/* The next state of the run, after turn_moves(). Nothing where states cannot be told apart. */
void standstill_note(struct standstill *, struct run *);

/* Were there so many, and was each in the second half one of those before? What computes, or counts, comes to new ones. */
bool standstill_is(const struct standstill *);

void standstill_free(struct standstill *);

#endif
