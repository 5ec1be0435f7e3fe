/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* What read-write locks answer: to who holds them, to who only tries, to who waits too long. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

static pthread_rwlock_t r = PTHREAD_RWLOCK_INITIALIZER;

static void *while_read(void *arg)
{
	struct timespec past = { 1, 0 }, wrong = { 0, -1 };

	assert(pthread_rwlock_trywrlock(&r) == EBUSY);
	assert(pthread_rwlock_timedwrlock(&r, &past) == ETIMEDOUT);
	assert(pthread_rwlock_timedwrlock(&r, &wrong) == EINVAL);
	assert(pthread_rwlock_clockwrlock(&r, CLOCK_MONOTONIC, &past) == ETIMEDOUT);
	assert(pthread_rwlock_tryrdlock(&r) == 0);
	assert(pthread_rwlock_rdlock(&r) == 0);
	assert(pthread_rwlock_unlock(&r) == 0);
	assert(pthread_rwlock_unlock(&r) == 0);
	return arg;
}

static void *while_written(void *arg)
{
	struct timespec past = { 1, 0 }, wrong = { 0, 1000000000 };

	assert(pthread_rwlock_tryrdlock(&r) == EBUSY);
	assert(pthread_rwlock_trywrlock(&r) == EBUSY);
	assert(pthread_rwlock_timedrdlock(&r, &past) == ETIMEDOUT);
	assert(pthread_rwlock_clockrdlock(&r, CLOCK_REALTIME, &past) == ETIMEDOUT);
	assert(pthread_rwlock_timedrdlock(&r, &wrong) == EINVAL);
	return arg;
}

static void meanwhile(void *(*body)(void *))
{
	pthread_t thread;

	pthread_create(&thread, NULL, body, NULL);
	pthread_join(thread, NULL);
}

int main(void)
{
	struct timespec past = { 1, 0 };

	assert(pthread_rwlock_timedrdlock(&r, &past) == 0);
	meanwhile(while_read);
	pthread_rwlock_unlock(&r);
	assert(pthread_rwlock_timedwrlock(&r, &past) == 0);
	assert(pthread_rwlock_rdlock(&r) == EDEADLK);
	assert(pthread_rwlock_wrlock(&r) == EDEADLK);
	meanwhile(while_written);
	pthread_rwlock_unlock(&r);
	assert(pthread_rwlock_destroy(&r) == 0);
	assert(pthread_rwlock_init(&r, NULL) == 0);
	assert(pthread_rwlock_trywrlock(&r) == 0);
	pthread_rwlock_unlock(&r);
	pthread_rwlock_destroy(&r);
	return 0;
}
