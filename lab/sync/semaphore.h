/*
 * semaphore.h - so many permits to lend.
 *
 * A counting semaphore (POSIX) lends one at a time, to anybody who waits, and takes back more than it
 * has lent. A weighted one (Go's x/sync/semaphore) lends several at once, in the order in which they
 * were asked for: who wants many and stands first holds back those behind, even those for whom there is
 * enough. Giving back more than was lent is a misuse.
 */
#ifndef LAB_SYNC_SEMAPHORE_H
#define LAB_SYNC_SEMAPHORE_H

#include "lab/sync/here.h"

struct semaphore;

enum { SEMAPHORE_ACQUIRE, SEMAPHORE_RELEASE, SEMAPHORE_TRY, SEMAPHORE_STAND };

#define semaphore_make(permits, name)          semaphore_make_(permits, false, name, HERE)
#define semaphore_make_weighted(permits, name) semaphore_make_(permits, true, name, HERE)
#define semaphore_acquire(semaphore)           semaphore_acquire_(semaphore, 1, HERE)
#define semaphore_release(semaphore)           semaphore_release_(semaphore, 1, HERE)
#define semaphore_try(semaphore)               semaphore_try_(semaphore, 1, HERE)
#define semaphore_acquire_many(semaphore, n)   semaphore_acquire_(semaphore, n, HERE)
#define semaphore_release_many(semaphore, n)   semaphore_release_(semaphore, n, HERE)
#define semaphore_try_many(semaphore, n)       semaphore_try_(semaphore, n, HERE)

/* With `permits` >= 0 to lend. */
struct semaphore *semaphore_make_(int permits, bool weighted, const char *name, const char *here);

/* Wait for n >= 1 permits (1 of a counting semaphore); for more than there are: for ever. */
void semaphore_acquire_(struct semaphore *, int n, const char *here);

/* Give n back, which need not be the caller's. */
void semaphore_release_(struct semaphore *, int n, const char *here);

/* Take n if they are to be had at once, and nobody stands in line; never waits. */
bool semaphore_try_(struct semaphore *, int n, const char *here);

/* Declared uses. */
#define ACQUIRES(semaphore) \
	((struct use){ (semaphore), \
	               1u << SEMAPHORE_ACQUIRE | 1u << SEMAPHORE_TRY | 1u << SEMAPHORE_STAND })
#define RELEASES(semaphore) ((struct use){ (semaphore), 1u << SEMAPHORE_RELEASE })

#endif
