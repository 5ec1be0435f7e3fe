/*
 * barrier.h - tasks meet: nobody goes on before so many have come. Then it is as new, for the next round.
 */
#ifndef LAB_SYNC_BARRIER_H
#define LAB_SYNC_BARRIER_H

#include "lab/sync/here.h"

struct barrier;

enum { BARRIER_PASS, BARRIER_ARRIVE };

#define barrier_make(parties, name) barrier_make_(parties, name, HERE)
#define barrier_wait(barrier)       barrier_wait_(barrier, HERE)

/* For rounds of `parties` >= 1 tasks. */
struct barrier *barrier_make_(int parties, const char *name, const char *here);

/* Arrive, and wait until the round is full. True for the last to arrive: one of each round. */
bool barrier_wait_(struct barrier *, const char *here);

/* Declared use. */
#define MEETS(barrier) \
	((struct use){ (barrier), 1u << BARRIER_PASS | 1u << BARRIER_ARRIVE })

#endif
