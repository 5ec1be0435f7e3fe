/*
 * barrier.h - tasks meet: nobody goes on before so many have come. Then it is as new, for the next round.
 */
#ifndef LAB_SYNC_BARRIER_H
#define LAB_SYNC_BARRIER_H

#include "lab/sync/here.h"

struct barrier;

enum { BARRIER_PASS, BARRIER_ARRIVE, BARRIER_INIT, BARRIER_DESTROY };

#define barrier_make(parties, name) barrier_make_(parties, name, HERE)
#define barrier_wait(barrier)       barrier_wait_(barrier, HERE)
#define barrier_destroy(barrier)    barrier_destroy_(barrier, HERE)

/* For rounds of `parties` >= 1 tasks. */
struct barrier *barrier_make_(int parties, const char *name, const char *here);

/* Arrive, and wait until the round is full. True for the last to arrive: one of each round. */
bool barrier_wait_(struct barrier *, const char *here);

/* It becomes a new one, for so many; it is none any more. A misuse while somebody waits, and again. */
void barrier_init_(struct barrier *, int parties, const char *here);
void barrier_destroy_(struct barrier *, const char *here);

/* Declared use. */
#define MEETS(barrier) \
	((struct use){ (barrier), 1u << BARRIER_PASS | 1u << BARRIER_ARRIVE })
#define DESTROYS_BARRIER(barrier) ((struct use){ (barrier), 1u << BARRIER_INIT | 1u << BARRIER_DESTROY })

#endif
