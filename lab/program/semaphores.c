/* semaphores.c - sem_*: see semaphores.h. */
#define _GNU_SOURCE             /* sem_clockwait */

#include "lab/program/semaphores.h"

#include <errno.h>
#include <limits.h>

#include "lab/engine/engine.h"
#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/cancel.h"
#include "lab/program/clocks.h"
#include "lab/program/standing.h"
#include "lab/program/touch.h"
#include "lab/program/variant.h"
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

/* ---- What is lent ---- */

/* What is about to be done is not the same before and after somebody else has given the only permit back. */
static void contest(void)
{
	const struct run *run = task_self()->run;

	if (run->turn && process_has_others())
		variant_signals(run);
}

static void taken(const sem_t *s, const struct semaphore *semaphore)
{
	if (((const struct object *)semaphore)->lent)
		lent_add(s);
}

/* Who has taken none gives one: it is no loan. */
static void given(const sem_t *s, const struct semaphore *semaphore)
{
	if (((const struct object *)semaphore)->lent && !lent_remove(s))
		variant_signals(task_self()->run);
}

static int failed(int error)
{
	thread_self()->error = error;
	return -1;
}

CALL(int, sem_init, (sem_t *s, int shared, unsigned value))
{
	const char *here = CALLER();
	struct semaphore *semaphore;

	(void)shared;
	if (value > INT_MAX)
		return failed(EINVAL);
	contest();
	semaphore = semaphore_at(s, here);
	semaphore_init_(semaphore, (int)value, here);
	((struct object *)semaphore)->lent = value == 1 && variant_only_lends(task_self()->run);
	return 0;
}

sem_t *program_semaphore(const char *name, int permits, const char *here)
{
	struct semaphore *semaphore;
	struct object *object;
	sem_t *s = thread_alloc(sizeof *s, sizeof(void *));

	if (!s)
		return NULL;
	contest();
	semaphore = semaphore_make_(permits, false, name, here);
	object = (struct object *)semaphore;
	object->life = LIFE_GIVEN;
	object->lent = permits == 1 && variant_only_lends(task_self()->run);
	standing_set_type(&semaphores, s, 0);
	standing_put(process_self(), s, SORT_SEMAPHORE, object);
	return s;
}

CALL(int, sem_destroy, (sem_t *s))
{
	const char *here = CALLER();

	contest();
	semaphore_destroy_(semaphore_at(s, here), here);
	return 0;
}

static bool acquire(sem_t *s, int64_t deadline, const char *here)
{
	struct semaphore *semaphore;
	bool got;

	cancel_point(here);
	if (deadline != NO_DEADLINE)
		contest();
	semaphore = semaphore_at(s, here);
	got = semaphore_acquire_until_(semaphore, deadline, here);
	if (got)
		taken(s, semaphore);
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
	struct semaphore *semaphore = semaphore_at(s, here);

	contest();
	if (!semaphore_try_(semaphore, 1, here))
		return failed(EAGAIN);
	taken(s, semaphore);
	return 0;
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
	struct semaphore *semaphore = semaphore_at(s, here);

	given(s, semaphore);
	return semaphore_release_if_(semaphore, here) ? 0 : failed(EOVERFLOW);
}

CALL(int, sem_getvalue, (sem_t *s, int *value))
{
	const char *here = CALLER();
	int found;

	contest();
	found = semaphore_look_(semaphore_at(s, here), here);

	touch((uintptr_t)value, sizeof *value, true, (uintptr_t)__builtin_return_address(0));
	*value = found;
	return 0;
}
