/*
 * mutex.h - one holder at a time.
 *
 * Kinds, after POSIX (pthread_mutexattr_settype):
 *   MUTEX_NORMAL      locking it again blocks for ever; unlocking another's is a misuse
 *   MUTEX_ERRORCHECK  locking it again is a misuse
 *   MUTEX_RECURSIVE   locking it again nests; it is free after as many unlocks
 * A released mutex is free: a newcomer may take it before a task that was waiting.
 */
#ifndef LAB_SYNC_MUTEX_H
#define LAB_SYNC_MUTEX_H

#include "lab/sync/here.h"

struct mutex;

enum mutex_kind { MUTEX_NORMAL, MUTEX_ERRORCHECK, MUTEX_RECURSIVE };
enum { MUTEX_LOCK, MUTEX_TRYLOCK, MUTEX_UNLOCK };

#define mutex_make(kind, name) mutex_make_(kind, name)
#define mutex_lock(mutex)      mutex_lock_(mutex, HERE)
#define mutex_trylock(mutex)   mutex_trylock_(mutex, HERE)
#define mutex_unlock(mutex)    mutex_unlock_(mutex, HERE)

struct mutex *mutex_make_(enum mutex_kind, const char *name);
void mutex_lock_(struct mutex *, const char *here);
bool mutex_trylock_(struct mutex *, const char *here);  /* false when it is held; never waits */
void mutex_unlock_(struct mutex *, const char *here);

/* Declared use: lock, try to lock and unlock. */
#define LOCKS(mutex) \
	((struct use){ (mutex), 1u << MUTEX_LOCK | 1u << MUTEX_TRYLOCK | 1u << MUTEX_UNLOCK })

#endif
