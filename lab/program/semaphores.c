/* semaphores.c - sem_*, unnamed ones. */
#define _GNU_SOURCE             /* sem_clockwait */

#include <errno.h>
#include <limits.h>
#include <semaphore.h>

#include "lab/engine/engine.h"
#include "lab/program/call.h"
#include "lab/program/cancel.h"
#include "lab/program/clocks.h"
#include "lab/program/standing.h"
#include "lab/program/touch.h"
#include "lab/sync/semaphore.h"

/* There is no static initialiser. */
static struct nature nature_of(const void *address)
{
	(void)address;
	return (struct nature){ false, 0 };
}

static struct object *make(const struct nature *nature, const char *name, const char *here)
{
	(void)nature;
	return (struct object *)semaphore_make_(0, false, name, here);
}

static const struct sort_maker semaphores = { SORT_SEMAPHORE, "semaphore", sizeof(sem_t), nature_of, make };

static struct semaphore *semaphore_at(sem_t *s, const char *here)
{
	return (struct semaphore *)standing_object(&semaphores, s, here);
}

static int failed(int error)
{
	thread_self()->error = error;
	return -1;
}

CALL(int, sem_init, (sem_t *s, int shared, unsigned value))
{
	const char *here = CALLER();

	(void)shared;
	if (value > INT_MAX)
		return failed(EINVAL);
	semaphore_init_(semaphore_at(s, here), (int)value, here);
	return 0;
}

CALL(int, sem_destroy, (sem_t *s))
{
	const char *here = CALLER();

	semaphore_destroy_(semaphore_at(s, here), here);
	return 0;
}

static bool acquire(sem_t *s, int64_t deadline, const char *here)
{
	bool got;

	cancel_point(here);
	got = semaphore_acquire_until_(semaphore_at(s, here), deadline, here);
	cancel_act();
	return got;
}

CALL(int, sem_wait, (sem_t *s))
{
	acquire(s, NO_DEADLINE, CALLER());
	return 0;
}

CALL(int, sem_trywait, (sem_t *s))
{
	const char *here = CALLER();

	return semaphore_try_(semaphore_at(s, here), 1, here) ? 0 : failed(EAGAIN);
}

static int wait_until(sem_t *s, clockid_t clock, const struct timespec *until, const char *here)
{
	if (!is_clock(clock) || !is_time(until))
		return failed(EINVAL);
	return acquire(s, deadline_at(clock, until), here) ? 0 : failed(ETIMEDOUT);
}

CALL(int, sem_timedwait, (sem_t *s, const struct timespec *until))
{
	const struct timespec when = time_given(until, HERE_CALLED);

	return wait_until(s, CLOCK_REALTIME, &when, CALLER());
}

CALL(int, sem_clockwait, (sem_t *s, clockid_t clock, const struct timespec *until))
{
	const struct timespec when = time_given(until, HERE_CALLED);

	return wait_until(s, clock, &when, CALLER());
}

CALL(int, sem_post, (sem_t *s))
{
	const char *here = CALLER();

	return semaphore_release_if_(semaphore_at(s, here), here) ? 0 : failed(EOVERFLOW);
}

CALL(int, sem_getvalue, (sem_t *s, int *value))
{
	const char *here = CALLER();
	int found = semaphore_look_(semaphore_at(s, here), here);

	touch((uintptr_t)value, sizeof *value, true, (uintptr_t)__builtin_return_address(0));
	*value = found;
	return 0;
}
