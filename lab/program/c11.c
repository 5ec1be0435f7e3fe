/* c11.c - <threads.h>: the same things as of pthreads, with other names and answers. */
#define _GNU_SOURCE

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <threads.h>

#include "lab/engine/engine.h"
#include "lab/program/call.h"
#include "lab/program/cleanup.h"
#include "lab/program/clocks.h"
#include "lab/program/conds.h"
#include "lab/program/keys.h"
#include "lab/program/mutexes.h"
#include "lab/program/onces.h"
#include "lab/program/process.h"
#include "lab/program/threads.h"
#include "lab/program/touch.h"
#include "lab/sync/mutex.h"

static int answer(int error)
{
	return error == 0 ? thrd_success : error == EBUSY ? thrd_busy : error == ETIMEDOUT ? thrd_timedout :
	       error == ENOMEM ? thrd_nomem : thrd_error;
}

/* ---- Threads ---- */

CALL(int, thrd_create, (thrd_t *number, thrd_start_t start, void *arg))
{
	struct thread_order order = { .start = (void *(*)(void *))(uintptr_t)start, .arg = arg, .is_c11 = true };

	touch((uintptr_t)number, sizeof *number, true, (uintptr_t)__builtin_return_address(0));
	return answer(program_create((pthread_t *)number, &order, CALLER()));
}

CALL(int, thrd_join, (thrd_t number, int *result))
{
	void *found = NULL;
	int error = program_join(number, NO_DEADLINE, &found, CALLER());

	if (!error && result) {
		touch((uintptr_t)result, sizeof *result, true, (uintptr_t)__builtin_return_address(0));
		*result = (int)(intptr_t)found;
	}
	return answer(error);
}

CALL(int, thrd_detach, (thrd_t number))
{
	return answer(program_detach(number, CALLER()));
}

CALL(void, thrd_exit, (int result))
{
	thread_end((void *)(intptr_t)result);
}

CALL(thrd_t, thrd_current, (void))
{
	return (thrd_t)thread_self()->number;
}

CALL(int, thrd_equal, (thrd_t a, thrd_t b))
{
	return a == b;
}

/* ---- Mutexes and condition variables ---- */

CALL(int, mtx_init, (mtx_t *m, int type))
{
	return answer(program_mutex_init(m, type & mtx_recursive ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_NORMAL, CALLER()));
}

CALL(void, mtx_destroy, (mtx_t *m))
{
	program_mutex_destroy(m, CALLER());
}

CALL(int, mtx_lock, (mtx_t *m))
{
	return answer(program_mutex_lock(m, NO_DEADLINE, CALLER()));
}

CALL(int, mtx_trylock, (mtx_t *m))
{
	return answer(program_mutex_trylock(m, CALLER()));
}

CALL(int, mtx_timedlock, (mtx_t *m, const struct timespec *until))
{
	const struct timespec when = time_given(until, HERE_CALLED);

	if (!is_time(&when))
		return thrd_error;
	return answer(program_mutex_lock(m, deadline_at(CLOCK_REALTIME, &when), CALLER()));
}

CALL(int, mtx_unlock, (mtx_t *m))
{
	program_mutex_give(m, CALLER());
	return thrd_success;
}

CALL(int, cnd_init, (cnd_t *c))
{
	return answer(program_cond_init(c, CLOCK_REALTIME, CALLER()));
}

CALL(void, cnd_destroy, (cnd_t *c))
{
	program_cond_destroy(c, CALLER());
}

CALL(int, cnd_wait, (cnd_t *c, mtx_t *m))
{
	return answer(program_cond_wait(c, m, NO_DEADLINE, CALLER()));
}

CALL(int, cnd_timedwait, (cnd_t *c, mtx_t *m, const struct timespec *until))
{
	const struct timespec when = time_given(until, HERE_CALLED);

	if (!is_time(&when))
		return thrd_error;
	return answer(program_cond_wait(c, m, deadline_at(CLOCK_REALTIME, &when), CALLER()));
}

CALL(int, cnd_signal, (cnd_t *c))
{
	program_cond_signal(c, CALLER());
	return thrd_success;
}

CALL(int, cnd_broadcast, (cnd_t *c))
{
	program_cond_broadcast(c, CALLER());
	return thrd_success;
}

/* ---- Once, and what each thread has ---- */

CALL(void, call_once, (once_flag *once, void (*routine)(void)))
{
	program_once(once, routine, CALLER());
}

CALL(int, tss_create, (tss_t *key, tss_dtor_t destructor))
{
	unsigned made;
	int error = program_key_create(&made, destructor, CALLER());

	if (!error) {
		touch((uintptr_t)key, sizeof *key, true, (uintptr_t)__builtin_return_address(0));
		*key = made;
	}
	return answer(error);
}

CALL(void, tss_delete, (tss_t key))
{
	program_key_delete(key, CALLER());
}

CALL(int, tss_set, (tss_t key, void *value))
{
	return answer(program_setspecific(key, value, CALLER()));
}

CALL(void *, tss_get, (tss_t key))
{
	return program_getspecific(key, CALLER());
}
