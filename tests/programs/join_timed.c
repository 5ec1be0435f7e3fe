/*
 * A join that waits for a while at most: where nobody else can move time passes, and then others may join. A time that
 * is over is so at any moment, be the thread at its last step.
 *
 * expect: explore => PROVED, always ok
 * expect: explore time=any cflags=-DSOON => PROVED, sometimes broken, sometimes ok
 * expect: explore cflags=-DSOON => PROVED, sometimes broken, sometimes ok
 * expect: run seed=1 => ok
 * expect: run => ok
 */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static atomic_int done;

static void *late(void *arg)
{
	pthread_mutex_lock(&gate);
	pthread_mutex_unlock(&gate);
	return arg;
}

static void *soon(void *arg)
{
	done = 1;
	return arg;
}

static struct timespec after(clockid_t clock, int ms)
{
	struct timespec t;

	clock_gettime(clock, &t);
	t.tv_nsec += ms * 1000000L;
	return t;
}

int main(void)
{
	struct timespec when, wrong = { 0, 1000000000 };
	pthread_t thread;
	void *result = NULL;
	int error;

#ifdef SOON
	pthread_create(&thread, NULL, soon, NULL);
	when = (struct timespec){ 0, 0 };
	error = pthread_timedjoin_np(thread, NULL, &when);
	assert(error == 0 || error == ETIMEDOUT);
	assert(error == 0 || !done);
	return 0;
#endif
	(void)soon;
	pthread_mutex_lock(&gate);
	pthread_create(&thread, NULL, late, (void *)7);
	when = after(CLOCK_REALTIME, 5);
	assert(pthread_timedjoin_np(thread, &result, &when) == ETIMEDOUT);
	when = after(CLOCK_MONOTONIC, 5);
	assert(pthread_clockjoin_np(thread, &result, CLOCK_MONOTONIC, &when) == ETIMEDOUT);
	assert(pthread_clockjoin_np(thread, &result, 12345, &when) == EINVAL);
	assert(pthread_timedjoin_np(thread, &result, &wrong) == EINVAL);
	assert(pthread_timedjoin_np(pthread_self(), &result, &when) == EDEADLK);
	assert(result == NULL);
	pthread_mutex_unlock(&gate);
	error = pthread_timedjoin_np(thread, &result, NULL);
	assert(error == 0 && result == (void *)7);
	return 0;
}
