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

#include "lab/sync/here.h"

struct rwlock;

enum rwlock_preference { RWLOCK_PREFER_WRITER, RWLOCK_PREFER_READER };
enum { RWLOCK_READ, RWLOCK_WRITE, RWLOCK_READ_UNLOCK, RWLOCK_WRITE_UNLOCK, RWLOCK_ASK, RWLOCK_UPGRADE };

#define rwlock_make(preference, name) rwlock_make_(preference, name)
#define rwlock_read_lock(lock)        rwlock_read_lock_(lock, HERE)
#define rwlock_read_unlock(lock)      rwlock_read_unlock_(lock, HERE)
#define rwlock_write_lock(lock)       rwlock_write_lock_(lock, HERE)
#define rwlock_write_unlock(lock)     rwlock_write_unlock_(lock, HERE)
#define rwlock_upgrade(lock)          rwlock_upgrade_(lock, HERE)

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

/* Declared uses: to read; to write, be it after an upgrade. */
#define READS(lock) ((struct use){ (lock), 1u << RWLOCK_READ | 1u << RWLOCK_READ_UNLOCK })
#define WRITES(lock)                                                                                    \
	((struct use){ (lock), 1u << RWLOCK_WRITE | 1u << RWLOCK_WRITE_UNLOCK |        \
	                                        1u << RWLOCK_ASK | 1u << RWLOCK_UPGRADE })

#endif
