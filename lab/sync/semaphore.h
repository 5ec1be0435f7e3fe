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

#include <stdint.h>

#include "lab/sync/here.h"

struct semaphore;

enum { SEMAPHORE_ACQUIRE, SEMAPHORE_RELEASE, SEMAPHORE_TRY, SEMAPHORE_STAND,
       SEMAPHORE_LOOK, SEMAPHORE_INIT, SEMAPHORE_DESTROY };

#define semaphore_make(permits, name)          semaphore_make_(permits, false, name, HERE)
#define semaphore_make_weighted(permits, name) semaphore_make_(permits, true, name, HERE)
#define semaphore_acquire(semaphore)           semaphore_acquire_(semaphore, 1, HERE)
#define semaphore_release(semaphore)           semaphore_release_(semaphore, 1, HERE)
#define semaphore_try(semaphore)               semaphore_try_(semaphore, 1, HERE)
#define semaphore_acquire_many(semaphore, n)   semaphore_acquire_(semaphore, n, HERE)
#define semaphore_release_many(semaphore, n)   semaphore_release_(semaphore, n, HERE)
#define semaphore_try_many(semaphore, n)       semaphore_try_(semaphore, n, HERE)
#define semaphore_acquire_within(semaphore, ms) semaphore_acquire_within_(semaphore, ms, HERE)
#define semaphore_look(semaphore)              semaphore_look_(semaphore, HERE)
#define semaphore_destroy(semaphore)           semaphore_destroy_(semaphore, HERE)

/* With `permits` >= 0 to lend. */
struct semaphore *semaphore_make_(int permits, bool weighted, const char *name, const char *here);

/* Wait for n >= 1 permits (1 of a counting semaphore); for more than there are: for ever. */
void semaphore_acquire_(struct semaphore *, int n, const char *here);

/* Give n back, which need not be the caller's. */
void semaphore_release_(struct semaphore *, int n, const char *here);

/* Take n if they are to be had at once, and nobody stands in line; never waits. */
bool semaphore_try_(struct semaphore *, int n, const char *here);

/*
 * Of a counting semaphore. Wait for one permit, but no longer than `ms` milliseconds, or until `deadline` on the run's
 * clock, or until a cancel ends the wait (see engine_wait_until()): false when none was had. How many there are. Give one back, if there are not as many as an int can tell.
 */
bool semaphore_acquire_within_(struct semaphore *, int ms, const char *here);
bool semaphore_acquire_until_(struct semaphore *, int64_t deadline, const char *here);
int semaphore_look_(struct semaphore *, const char *here);
bool semaphore_release_if_(struct semaphore *, const char *here);

/* A counting semaphore becomes a new one; it is none any more. A misuse while somebody waits, and again. */
void semaphore_init_(struct semaphore *, int permits, const char *here);
void semaphore_destroy_(struct semaphore *, const char *here);

/* Declared uses. */
#define ACQUIRES(semaphore) \
	((struct use){ (semaphore), \
	               1u << SEMAPHORE_ACQUIRE | 1u << SEMAPHORE_TRY | 1u << SEMAPHORE_STAND | 1u << SEMAPHORE_LOOK })
#define RELEASES(semaphore) ((struct use){ (semaphore), 1u << SEMAPHORE_RELEASE })
#define DESTROYS_SEMAPHORE(semaphore) ((struct use){ (semaphore), 1u << SEMAPHORE_INIT | 1u << SEMAPHORE_DESTROY })

#endif
