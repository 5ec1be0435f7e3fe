/*
 * A robust mutex goes to who comes next when its owner has ended, and says so. One that is shared with other processes, or
 * lends its priority, is a plain one.
 *
 * expect: run => ok
 * expect: run carrier=threads => ok
 * expect: explore => always ok PROVED
 * expect: explore REPAIR=0 => always ok PROVED
 * expect: explore ROBUST=0 => always deadlock PROVED
 * expect: explore CANCEL=1 => always ok PROVED
 * expect: explore WAIT=1 => always ok PROVED
 * expect: explore EARLY=1 => sometimes broken, sometimes ok, never deadlock PROVED
 * expect: explore EARLY=1 ROBUST=0 => sometimes broken, sometimes deadlock PROVED
 */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>

#define ROBUST 1
#define REPAIR 1        /* who comes next makes it good, so that it goes on */
#define CANCEL 0        /* its owner does not return, but is cancelled */
#define EARLY 0         /* nobody waits for its owner's end */
#define WAIT 0          /* somebody comes back to it from a wait */

static pthread_mutex_t m;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int value, waits;

static void make(void)
{
	pthread_mutexattr_t attributes;
	int robust;

	pthread_mutexattr_init(&attributes);
	if (ROBUST)
		pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
	assert(pthread_mutexattr_getrobust(&attributes, &robust) == 0 && robust == (ROBUST ? PTHREAD_MUTEX_ROBUST : PTHREAD_MUTEX_STALLED));
	assert(pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_INHERIT) == 0);
	assert(pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED) == 0);
	assert(pthread_mutex_init(&m, &attributes) == 0);
	assert(pthread_mutex_consistent(&m) == EINVAL);
}

static void *leave(void *arg)
{
	assert(pthread_mutex_lock(&m) == 0);
	value = 1;
	if (WAIT) {
		while (!waits)
			pthread_cond_wait(&c, &m);
		pthread_cond_signal(&c);
	}
	while (CANCEL)
		pthread_testcancel();
	return arg;
}

static void *wait(void *arg)
{
	int error = pthread_mutex_lock(&m);

	assert(error == 0 || error == EOWNERDEAD);
	waits = 1;
	pthread_cond_signal(&c);
	if (error == 0)
		assert(pthread_cond_wait(&c, &m) == EOWNERDEAD);
	assert(pthread_mutex_consistent(&m) == 0);
	assert(pthread_mutex_unlock(&m) == 0);
	return arg;
}

int main(void)
{
	pthread_t thread, waiter;

	make();
	if (WAIT) {
		pthread_create(&waiter, NULL, wait, NULL);
		pthread_create(&thread, NULL, leave, NULL);
		pthread_join(thread, NULL);
		pthread_join(waiter, NULL);
		return 0;
	}
	pthread_create(&thread, NULL, leave, NULL);
	if (CANCEL)
		pthread_cancel(thread);
	if (!EARLY)
		pthread_join(thread, NULL);
	if (CANCEL && pthread_mutex_trylock(&m) == 0)   /* it was cancelled before it had begun */
		return 0;
	if (!CANCEL)
		assert(pthread_mutex_lock(&m) == EOWNERDEAD && value == 1);
	if (REPAIR)
		assert(pthread_mutex_consistent(&m) == 0);
	assert(pthread_mutex_unlock(&m) == 0);
	assert(pthread_mutex_lock(&m) == (REPAIR ? 0 : ENOTRECOVERABLE));
	if (REPAIR)
		assert(pthread_mutex_unlock(&m) == 0);
	assert(pthread_mutex_unlock(&m) == EPERM);
	assert(pthread_mutex_destroy(&m) == 0);
	return 0;
}
