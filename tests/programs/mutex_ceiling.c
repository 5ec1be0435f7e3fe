/*
 * The priority ceiling of a mutex is kept and told; one without says so.
 *
 * expect: run seed=1 => ok
 * expect: explore => PROVED, always ok, finals seen=10,20
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static pthread_mutex_t plain = PTHREAD_MUTEX_INITIALIZER, high;
_Atomic int seen;

static void *set(void *arg)
{
	int old = 0;

	assert(pthread_mutex_setprioceiling(&high, 20, &old) == 0);
	assert(old == 10);
	return arg;
}

int main(void)
{
	pthread_mutexattr_t attributes;
	pthread_t thread;
	int ceiling = 0;

	assert(pthread_mutex_getprioceiling(&plain, &ceiling) == EINVAL);
	assert(pthread_mutex_setprioceiling(&plain, 10, &ceiling) == EINVAL);
	assert(ceiling == 0);
	pthread_mutexattr_init(&attributes);
	pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_PROTECT);
	pthread_mutexattr_setprioceiling(&attributes, 10);
	pthread_mutex_init(&high, &attributes);
	assert(pthread_mutex_setprioceiling(&high, 1000, NULL) == EINVAL);
	pthread_create(&thread, NULL, set, NULL);
	pthread_mutex_lock(&high);
	pthread_mutex_unlock(&high);
	assert(pthread_mutex_getprioceiling(&high, &ceiling) == 0);
	seen = ceiling;
	pthread_join(thread, NULL);
	assert(pthread_mutex_getprioceiling(&high, &ceiling) == 0 && ceiling == 20);
	return 0;
}
