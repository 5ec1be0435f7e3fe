/*
 * rwlock.h - many readers, or one writer.
 *
 *   RWLOCK_PREFER_WRITER  while a writer waits, no new reader gets in: not even one that reads already
 *   RWLOCK_PREFER_READER  readers get in whenever nobody writes: writers may starve
 *
 * A task may read-lock again what it read-locks, and must then unlock as often. A task that write-locks
 * what it holds in either way waits for itself, for ever. Unlocking what one does not hold is a misuse.
 */
#ifndef LAB_SYNC_RWLOCK_H
#define LAB_SYNC_RWLOCK_H

#include <stdint.h>

#include "lab/sync/here.h"

struct rwlock;

enum rwlock_preference { RWLOCK_PREFER_WRITER, RWLOCK_PREFER_READER };
enum { RWLOCK_READ, RWLOCK_WRITE, RWLOCK_READ_UNLOCK, RWLOCK_WRITE_UNLOCK, RWLOCK_ASK, RWLOCK_UPGRADE, RWLOCK_TRY_READ,
       RWLOCK_TRY_WRITE, RWLOCK_GIVE_UP, RWLOCK_INIT, RWLOCK_DESTROY };

#define rwlock_make(preference, name) rwlock_make_(preference, name)
#define rwlock_read_lock(lock)        rwlock_read_lock_(lock, HERE)
#define rwlock_read_unlock(lock)      rwlock_read_unlock_(lock, HERE)
#define rwlock_write_lock(lock)       rwlock_write_lock_(lock, HERE)
#define rwlock_write_unlock(lock)     rwlock_write_unlock_(lock, HERE)
#define rwlock_upgrade(lock)          rwlock_upgrade_(lock, HERE)
#define rwlock_try_read(lock)         rwlock_try_read_(lock, HERE)
#define rwlock_try_write(lock)        rwlock_try_write_(lock, HERE)
#define rwlock_read_within(lock, ms)  rwlock_read_within_(lock, ms, HERE)
#define rwlock_write_within(lock, ms) rwlock_write_within_(lock, ms, HERE)
#define rwlock_destroy(lock)          rwlock_destroy_(lock, HERE)

struct rwlock *rwlock_make_(enum rwlock_preference, const char *name);
void rwlock_read_lock_(struct rwlock *, const char *here);
void rwlock_read_unlock_(struct rwlock *, const char *here);
void rwlock_write_lock_(struct rwlock *, const char *here);
void rwlock_write_unlock_(struct rwlock *, const char *here);

/*
 * Turn the caller's read lock into the write lock, when nobody else reads: true. Otherwise nothing
 * changes: false. Never waits. A misuse for who does not read.
 */
bool rwlock_upgrade_(struct rwlock *, const char *here);

/* Lock it if that can be done at once; never wait. */
bool rwlock_try_read_(struct rwlock *, const char *here);
bool rwlock_try_write_(struct rwlock *, const char *here);

/* Lock, but wait no longer than `ms` milliseconds, or until `deadline` on the run's clock. False: it is not locked. */
bool rwlock_read_within_(struct rwlock *, int ms, const char *here);
bool rwlock_write_within_(struct rwlock *, int ms, const char *here);
bool rwlock_read_until_(struct rwlock *, int64_t deadline, const char *here);
bool rwlock_write_until_(struct rwlock *, int64_t deadline, const char *here);

/* It becomes a new one; it is none any more. A misuse while it is held, and again. */
void rwlock_init_(struct rwlock *, enum rwlock_preference, const char *here);
void rwlock_destroy_(struct rwlock *, const char *here);

/* Does the calling task write-lock it? */
bool rwlock_is_mine_(struct rwlock *);

/* Declared uses: to read; to write, be it after an upgrade. */
#define READS(lock) ((struct use){ (lock), 1u << RWLOCK_READ | 1u << RWLOCK_READ_UNLOCK | 1u << RWLOCK_TRY_READ })
#define WRITES(lock)                                                                                    \
	((struct use){ (lock), 1u << RWLOCK_WRITE | 1u << RWLOCK_WRITE_UNLOCK |        \
	                                        1u << RWLOCK_ASK | 1u << RWLOCK_UPGRADE |           \
	                                        1u << RWLOCK_TRY_WRITE | 1u << RWLOCK_GIVE_UP })
#define DESTROYS_RWLOCK(lock) ((struct use){ (lock), 1u << RWLOCK_INIT | 1u << RWLOCK_DESTROY })

#endif
