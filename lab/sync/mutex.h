/*
 * mutex.h - one holder at a time.
 *
 * Kinds, after POSIX (pthread_mutexattr_settype):
 *   MUTEX_NORMAL      locking it again blocks for ever; unlocking another's is a misuse
 *   MUTEX_ERRORCHECK  locking it again is a misuse
 *   MUTEX_RECURSIVE   locking it again nests; it is free after as many unlocks
 * And one after Go (sync.Mutex, "A locked Mutex is not associated with a particular goroutine"):
 *   MUTEX_ANYBODY     locking it again blocks until anybody unlocks it; unlocking it when it is free is a misuse
 * A released mutex is free: a newcomer may take it before a task that was waiting.
 */
#ifndef LAB_SYNC_MUTEX_H
#define LAB_SYNC_MUTEX_H

#include <stdint.h>

#include "lab/sync/here.h"

struct mutex;

enum mutex_kind { MUTEX_NORMAL, MUTEX_ERRORCHECK, MUTEX_RECURSIVE, MUTEX_ANYBODY };
enum { MUTEX_LOCK, MUTEX_TRYLOCK, MUTEX_UNLOCK, MUTEX_INIT, MUTEX_DESTROY };

#define mutex_make(kind, name) mutex_make_(kind, name)
#define mutex_lock(mutex)      mutex_lock_(mutex, HERE)
#define mutex_trylock(mutex)   mutex_trylock_(mutex, HERE)
#define mutex_unlock(mutex)    mutex_unlock_(mutex, HERE)
#define mutex_lock_within(mutex, ms) mutex_lock_within_(mutex, ms, HERE)
#define mutex_destroy(mutex)   mutex_destroy_(mutex, HERE)

struct mutex *mutex_make_(enum mutex_kind, const char *name);
void mutex_lock_(struct mutex *, const char *here);
bool mutex_trylock_(struct mutex *, const char *here);  /* false when it is held; never waits */
void mutex_unlock_(struct mutex *, const char *here);

/* Lock, but wait no longer than `ms` milliseconds, or until `deadline` on the run's clock. False: it is not locked. */
bool mutex_lock_within_(struct mutex *, int ms, const char *here);
bool mutex_lock_until_(struct mutex *, int64_t deadline, const char *here);

/* It becomes a new one of this kind; it is none any more. A misuse while it is held, and again. */
void mutex_init_(struct mutex *, enum mutex_kind, const char *here);
void mutex_destroy_(struct mutex *, const char *here);

/* Does the calling task hold it? Of which kind is it? */
bool mutex_is_mine_(struct mutex *);
enum mutex_kind mutex_kind_(struct mutex *);

/* Declared use: lock, try to lock and unlock. */
#define LOCKS(mutex) \
	((struct use){ (mutex), 1u << MUTEX_LOCK | 1u << MUTEX_TRYLOCK | 1u << MUTEX_UNLOCK })
#define DESTROYS_MUTEX(mutex) ((struct use){ (mutex), 1u << MUTEX_INIT | 1u << MUTEX_DESTROY })

#endif
