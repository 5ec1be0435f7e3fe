/* conds.c - pthread_cond_*: see conds.h. The type of what stands there is the clock that it waits by. */
#define _GNU_SOURCE             /* pthread_cond_clockwait */

#include "lab/program/conds.h"

#include <errno.h>
#include <pthread.h>

#include "lab/engine/engine.h"
#include "lab/program/call.h"
#include "lab/program/cancel.h"
#include "lab/program/clocks.h"
#include "lab/program/mutexes.h"
#include "lab/program/standing.h"
#include "lab/program/touch.h"
#include "lab/program/variant.h"
#include "lab/sync/cond.h"
#include "lab/sync/mutex.h"

static struct nature nature_of(const void *address)
{
	return (struct nature){ is_all_zero(address, sizeof(pthread_cond_t)), CLOCK_REALTIME };
}

static struct object *make(const struct nature *nature, const char *name, const char *here)
{
	(void)nature, (void)here;
	return (struct object *)cond_make_(variant_spurious(task_self()->run), name);
}

static const struct sort_maker conds = { SORT_COND, "cond", sizeof(pthread_cond_t), nature_of, make };

static struct cond *cond_at(void *address, const char *here)
{
	return (struct cond *)standing_object(&conds, address, here);
}

int program_cond_init(void *address, int clock, const char *here)
{
	cond_init_(cond_at(address, here), here);
	standing_set_type(&conds, address, clock);
	return 0;
}

void program_cond_destroy(void *address, const char *here)
{
	cond_destroy_(cond_at(address, here), here);
}

/* What the caller holds is the same before and after. */
int program_cond_wait(void *address, void *mutex, int64_t deadline, const char *here)
{
	struct mutex *held = program_mutex(mutex, here);
	bool woken;

	if (program_mutex_refuses(held))
		return EPERM;
	if (!mutex_is_mine_(held))
		program_mutex_contest();
	woken = cond_wait_until_(cond_at(address, here), held, true, deadline, here);
	cancel_act();
	return program_mutex_health(mutex, woken ? 0 : ETIMEDOUT, here);
}

void program_cond_signal(void *address, const char *here)
{
	cond_signal_(cond_at(address, here), here);
}

void program_cond_broadcast(void *address, const char *here)
{
	cond_broadcast_(cond_at(address, here), here);
}

CALL(int, pthread_cond_init, (pthread_cond_t *c, const pthread_condattr_t *attributes))
{
	clockid_t clock = CLOCK_REALTIME;

	if (attributes) {
		touch((uintptr_t)attributes, sizeof *attributes, false, HERE_CALLED);
		pthread_condattr_getclock(attributes, &clock);
	}
	return program_cond_init(c, clock, CALLER());
}

CALL(int, pthread_cond_destroy, (pthread_cond_t *c))
{
	program_cond_destroy(c, CALLER());
	return 0;
}

CALL(int, pthread_cond_wait, (pthread_cond_t *c, pthread_mutex_t *m))
{
	return program_cond_wait(c, m, NO_DEADLINE, CALLER());
}

CALL(int, pthread_cond_timedwait, (pthread_cond_t *c, pthread_mutex_t *m, const struct timespec *until))
{
	const char *here = CALLER();
	const struct timespec when = time_given(until, HERE_CALLED);

	if (!is_time(&when))
		return EINVAL;
	cond_at(c, here);               /* so that its type can be read */
	return program_cond_wait(c, m, deadline_at(standing_type(&conds, c), &when), here);
}

CALL(int, pthread_cond_clockwait, (pthread_cond_t *c, pthread_mutex_t *m, clockid_t clock, const struct timespec *until))
{
	const struct timespec when = time_given(until, HERE_CALLED);

	return is_clock(clock) && is_time(&when) ? program_cond_wait(c, m, deadline_at(clock, &when), CALLER()) : EINVAL;
}

CALL(int, pthread_cond_signal, (pthread_cond_t *c))
{
	program_cond_signal(c, CALLER());
	return 0;
}

CALL(int, pthread_cond_broadcast, (pthread_cond_t *c))
{
	program_cond_broadcast(c, CALLER());
	return 0;
}
