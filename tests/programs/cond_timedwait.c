/* expect: run => ok
 * expect: explore => always ok PROVED
 * expect: explore time=any => always ok
 */
/* Nobody signals: the wait is over by time, by either clock, and the mutex is held again. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

int main(void)
{
	pthread_mutex_t m;
	pthread_mutexattr_t checks;
	pthread_condattr_t by;
	pthread_cond_t real = PTHREAD_COND_INITIALIZER, steady;
	struct timespec t;
	clockid_t clock;

	pthread_mutexattr_init(&checks);
	pthread_mutexattr_settype(&checks, PTHREAD_MUTEX_ERRORCHECK);
	pthread_mutex_init(&m, &checks);
	pthread_condattr_init(&by);
	assert(pthread_condattr_setclock(&by, CLOCK_MONOTONIC) == 0);
	assert(pthread_condattr_getclock(&by, &clock) == 0 && clock == CLOCK_MONOTONIC);
	pthread_cond_init(&steady, &by);
	clock_gettime(CLOCK_REALTIME, &t);
	t.tv_sec++;
	assert(pthread_cond_timedwait(&real, &m, &t) == EPERM);
	pthread_mutex_lock(&m);
	assert(pthread_cond_timedwait(&real, &m, &t) == ETIMEDOUT);
	assert(pthread_cond_timedwait(&real, &m, &t) == ETIMEDOUT);
	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec++;
	assert(pthread_cond_timedwait(&steady, &m, &t) == ETIMEDOUT);
	t.tv_nsec = -1;
	assert(pthread_cond_timedwait(&steady, &m, &t) == EINVAL);
	t.tv_nsec = 0;
	assert(pthread_cond_clockwait(&real, &m, CLOCK_MONOTONIC, &t) == ETIMEDOUT);
	assert(pthread_mutex_unlock(&m) == 0);
	pthread_cond_destroy(&real);
	pthread_cond_destroy(&steady);
	pthread_mutex_destroy(&m);
	return 0;
}
