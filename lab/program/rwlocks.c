/* rwlocks.c - pthread_rwlock_*. Readers are preferred unless the attribute says otherwise, as glibc does. */
#define _GNU_SOURCE             /* pthread_rwlock_clockrdlock, ..._NP */

#include <errno.h>
#include <pthread.h>
#include <string.h>

#include "lab/engine/engine.h"
#include "lab/program/call.h"
#include "lab/program/cancel.h"
#include "lab/program/clocks.h"
#include "lab/program/standing.h"
#include "lab/program/touch.h"
#include "lab/sync/rwlock.h"

static enum rwlock_preference preference_of(int type)
{
	return type == PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP ? RWLOCK_PREFER_WRITER : RWLOCK_PREFER_READER;
}

/* A static initialiser is zero but for the flags. */
static struct nature nature_of(const void *address)
{
	pthread_rwlock_t bytes = *(const pthread_rwlock_t *)address;
	unsigned type = bytes.__data.__flags;

	bytes.__data.__flags = 0;
	if (type > PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP || !is_all_zero(&bytes, sizeof bytes))
		return (struct nature){ false, 0 };
	return (struct nature){ true, (int)type };
}

static struct object *make(const struct nature *nature, const char *name, const char *here)
{
	(void)here;
	return (struct object *)rwlock_make_(preference_of(nature->type), name);
}

static const struct sort_maker rwlocks = { SORT_RWLOCK, "rwlock", sizeof(pthread_rwlock_t), nature_of, make };

static struct rwlock *rwlock_at(pthread_rwlock_t *r, const char *here)
{
	return (struct rwlock *)standing_object(&rwlocks, r, here);
}

CALL(int, pthread_rwlock_init, (pthread_rwlock_t *r, const pthread_rwlockattr_t *attributes))
{
	const char *here = CALLER();
	int type = PTHREAD_RWLOCK_DEFAULT_NP;

	if (attributes) {
		touch((uintptr_t)attributes, sizeof *attributes, false, HERE_CALLED);
		pthread_rwlockattr_getkind_np(attributes, &type);
	}
	rwlock_init_(rwlock_at(r, here), preference_of(type), here);
	standing_set_type(&rwlocks, r, type);
	return 0;
}

CALL(int, pthread_rwlock_destroy, (pthread_rwlock_t *r))
{
	const char *here = CALLER();

	rwlock_destroy_(rwlock_at(r, here), here);
	return 0;
}

/* ---- Locking ---- */

/* `result`: whether it is locked now. */
static int locked(const pthread_rwlock_t *r, bool to_write, bool result, int otherwise)
{
	if (result)
		holding_add(r, to_write);
	else
		cancel_act();
	return result ? 0 : otherwise;
}

static int read_until(pthread_rwlock_t *r, int64_t deadline, const char *here)
{
	struct rwlock *lock = rwlock_at(r, here);

	if (rwlock_is_mine_(lock))
		return EDEADLK;
	if (deadline != NO_DEADLINE || cancel_always())
		return locked(r, false, rwlock_read_until_(lock, deadline, here), ETIMEDOUT);
	rwlock_read_lock_(lock, here);
	return locked(r, false, true, 0);
}

static int write_until(pthread_rwlock_t *r, int64_t deadline, const char *here)
{
	struct rwlock *lock = rwlock_at(r, here);

	if (rwlock_is_mine_(lock))
		return EDEADLK;
	if (deadline != NO_DEADLINE || cancel_always())
		return locked(r, true, rwlock_write_until_(lock, deadline, here), ETIMEDOUT);
	rwlock_write_lock_(lock, here);
	return locked(r, true, true, 0);
}

CALL(int, pthread_rwlock_rdlock, (pthread_rwlock_t *r))
{
	return read_until(r, NO_DEADLINE, CALLER());
}

CALL(int, pthread_rwlock_wrlock, (pthread_rwlock_t *r))
{
	return write_until(r, NO_DEADLINE, CALLER());
}

CALL(int, pthread_rwlock_tryrdlock, (pthread_rwlock_t *r))
{
	const char *here = CALLER();

	return locked(r, false, rwlock_try_read_(rwlock_at(r, here), here), EBUSY);
}

CALL(int, pthread_rwlock_trywrlock, (pthread_rwlock_t *r))
{
	const char *here = CALLER();

	return locked(r, true, rwlock_try_write_(rwlock_at(r, here), here), EBUSY);
}

CALL(int, pthread_rwlock_timedrdlock, (pthread_rwlock_t *r, const struct timespec *until))
{
	const struct timespec when = time_given(until, HERE_CALLED);

	return is_time(&when) ? read_until(r, deadline_at(CLOCK_REALTIME, &when), CALLER()) : EINVAL;
}

CALL(int, pthread_rwlock_timedwrlock, (pthread_rwlock_t *r, const struct timespec *until))
{
	const struct timespec when = time_given(until, HERE_CALLED);

	return is_time(&when) ? write_until(r, deadline_at(CLOCK_REALTIME, &when), CALLER()) : EINVAL;
}

CALL(int, pthread_rwlock_clockrdlock, (pthread_rwlock_t *r, clockid_t clock, const struct timespec *until))
{
	const struct timespec when = time_given(until, HERE_CALLED);

	return is_clock(clock) && is_time(&when) ? read_until(r, deadline_at(clock, &when), CALLER()) : EINVAL;
}

CALL(int, pthread_rwlock_clockwrlock, (pthread_rwlock_t *r, clockid_t clock, const struct timespec *until))
{
	const struct timespec when = time_given(until, HERE_CALLED);

	return is_clock(clock) && is_time(&when) ? write_until(r, deadline_at(clock, &when), CALLER()) : EINVAL;
}

CALL(int, pthread_rwlock_unlock, (pthread_rwlock_t *r))
{
	const char *here = CALLER();
	struct rwlock *lock = rwlock_at(r, here);

	if (rwlock_is_mine_(lock))
		rwlock_write_unlock_(lock, here);
	else
		rwlock_read_unlock_(lock, here);
	holding_remove(r);
	return 0;
}
