/*
 * cond.h - condition variables (POSIX): wait until somebody says that a condition may have changed.
 *
 * A condition variable has no memory: a signal that nobody waits for is lost. Who waits gives its mutex
 * back meanwhile, and has it again when cond_wait() returns; no signal is lost between the giving back
 * and the waiting. Between the signal and the return others may have had the mutex, so the condition is
 * to be tested again:
 *
 *     mutex_lock(lock);
 *     while (!condition)
 *             cond_wait(changed, lock);
 */
#ifndef LAB_SYNC_COND_H
#define LAB_SYNC_COND_H

#include <stdint.h>

#include "lab/sync/here.h"

struct cond;
struct mutex;

enum { COND_WAKE, COND_ENTER, COND_SIGNAL, COND_BROADCAST, COND_LEAVE, COND_INIT, COND_DESTROY, COND_QUIT };

#define cond_make(name)             cond_make_(0, name)
#define cond_make_spurious(n, name) cond_make_(n, name)
#define cond_wait(cond, mutex)      cond_wait_(cond, mutex, HERE)
#define cond_wait_within(cond, mutex, ms) cond_wait_within_(cond, mutex, ms, HERE)
#define cond_signal(cond)           cond_signal_(cond, HERE)
#define cond_broadcast(cond)        cond_broadcast_(cond, HERE)
#define cond_destroy(cond)          cond_destroy_(cond, HERE)

/* `spurious` >= 0: so many waits may end for no reason. Which, and whether any does, is a choice as the wait begins. */
struct cond *cond_make_(int spurious, const char *name);

/* The caller holds the mutex, once; not to hold it is a misuse. */
void cond_wait_(struct cond *, struct mutex *, const char *here);

/*
 * The same, but no longer than `ms` milliseconds, or until `deadline` on the run's clock: false when it was over before
 * somebody woke the caller. The mutex is held again in either case, and so it is when a cancel has ended the wait (see
 * engine_wait_until()); a signal for the caller is another's then. With `one_mutex`, to wait with another mutex than
 * others that wait is a misuse.
 */
bool cond_wait_within_(struct cond *, struct mutex *, int ms, const char *here);
bool cond_wait_until_(struct cond *, struct mutex *, bool one_mutex, int64_t deadline, const char *here);

/* It becomes a new one; it is none any more. A misuse while somebody waits, and again. */
void cond_init_(struct cond *, const char *here);
void cond_destroy_(struct cond *, const char *here);

/* Wake one task that waits, whichever; all of them. */
void cond_signal_(struct cond *, const char *here);
void cond_broadcast_(struct cond *, const char *here);

/* Declared uses: to wait, to wake others. The mutex is another. */
#define WAITS_ON(cond) \
	((struct use){ (cond), 1u << COND_WAKE | 1u << COND_ENTER | 1u << COND_LEAVE | 1u << COND_QUIT })
#define SIGNALS(cond)  ((struct use){ (cond), 1u << COND_SIGNAL | 1u << COND_BROADCAST })
#define DESTROYS_COND(cond) ((struct use){ (cond), 1u << COND_INIT | 1u << COND_DESTROY })

#endif
