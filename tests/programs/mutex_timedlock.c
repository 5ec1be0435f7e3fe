/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* Locks with a deadline: in time, too late, and with a time that cannot be. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static sem_t too_late;

static struct timespec after(clockid_t clock, int ms)
{
	struct timespec t;

	clock_gettime(clock, &t);
	t.tv_nsec += ms * 1000000L;
	t.tv_sec += t.tv_nsec / 1000000000L;
	t.tv_nsec %= 1000000000L;
	return t;
}

static void *other(void *arg)
{
	struct timespec soon = after(CLOCK_REALTIME, 10), never = { 0, 1000000000L }, late;

	assert(pthread_mutex_timedlock(&m, &never) == EINVAL);
	assert(pthread_mutex_timedlock(&m, &soon) == ETIMEDOUT);
	soon = after(CLOCK_MONOTONIC, 10);
	assert(pthread_mutex_clocklock(&m, CLOCK_MONOTONIC, &soon) == ETIMEDOUT);
	assert(pthread_mutex_clocklock(&m, 99, &soon) == EINVAL);
	sem_post(&too_late);            /* twice it was; now it is in time, however slow the machine */
	late = after(CLOCK_REALTIME, 100000);
	assert(pthread_mutex_timedlock(&m, &late) == 0);
	pthread_mutex_unlock(&m);
	return arg;
}

int main(void)
{
	struct timespec past = { 1, 0 };
	pthread_t thread;

	sem_init(&too_late, 0, 0);
	assert(pthread_mutex_timedlock(&m, &past) == 0);
	pthread_create(&thread, NULL, other, NULL);
	sem_wait(&too_late);
	pthread_mutex_unlock(&m);
	pthread_join(thread, NULL);
	return 0;
}
