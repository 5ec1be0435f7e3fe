/*
 * A thread that has ended is joined, one that has not is busy; either can be found. One that has ended but for its last step is
 * busy still, whatever it has done.
 *
 * expect: explore => PROVED, always ok, has ok, finals busy=0,1
 * expect: explore cflags=-DLATE => PROVED, sometimes broken, sometimes ok
 * expect: explore cflags=-DOTHERS => has panic, has ok
 * expect: explore cflags=-DDETACHED => PROVED, always ok
 * expect: explore cflags=-DPOLL => PROVED, always ok
 * expect: run => ok
 */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

static atomic_int done;
_Atomic int busy;

static void *work(void *arg)
{
	done = 1;
	return (void *)((intptr_t)arg + 1);
}

static void *other(void *arg)
{
	pthread_tryjoin_np(*(pthread_t *)arg, NULL);
	return NULL;
}

int main(void)
{
	pthread_t thread, second;
	void *result = NULL;
	int error;

	assert(pthread_tryjoin_np(pthread_self(), NULL) == EBUSY);
	pthread_create(&thread, NULL, work, (void *)41);
#ifdef OTHERS
	pthread_create(&second, NULL, other, &thread);
#else
	(void)other, (void)second;
#endif
#ifdef DETACHED
	pthread_detach(thread);
	error = pthread_tryjoin_np(thread, &result);
	assert(error == EBUSY || error == EINVAL);
	assert(result == NULL);
	return 0;
#endif
#ifdef POLL
	while ((error = pthread_tryjoin_np(thread, &result)) == EBUSY)
		;
	assert(error == 0);
#else
	error = pthread_tryjoin_np(thread, &result);
#endif
	assert(error == 0 || (error == EBUSY && result == NULL));
#ifdef LATE
	assert(error == 0 || !done);    /* it may have done all, and not have ended */
#endif
	if (error) {
		busy = 1;
		pthread_join(thread, &result);
	}
	assert(result == (void *)42);
#ifdef OTHERS
	pthread_join(second, NULL);
#endif
	return 0;
}
