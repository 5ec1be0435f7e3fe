/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* An errorcheck mutex answers who locks it again, and who unlocks what another holds. */
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static pthread_mutex_t m;

static void *other(void *arg)
{
	assert(pthread_mutex_unlock(&m) == EPERM);
	assert(pthread_mutex_trylock(&m) == EBUSY);
	return arg;
}

int main(void)
{
	pthread_mutexattr_t attributes;
	pthread_t thread;
	int type;

	pthread_mutexattr_init(&attributes);
	assert(pthread_mutexattr_settype(&attributes, 77) == EINVAL);
	assert(pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK) == 0);
	pthread_mutexattr_gettype(&attributes, &type);
	assert(type == PTHREAD_MUTEX_ERRORCHECK);
	assert(pthread_mutex_init(&m, &attributes) == 0);
	pthread_mutexattr_destroy(&attributes);
	assert(pthread_mutex_unlock(&m) == EPERM);
	assert(pthread_mutex_lock(&m) == 0);
	assert(pthread_mutex_lock(&m) == EDEADLK);
	assert(pthread_mutex_trylock(&m) == EBUSY);
	pthread_create(&thread, NULL, other, NULL);
	pthread_join(thread, NULL);
	assert(pthread_mutex_unlock(&m) == 0);
	assert(pthread_mutex_destroy(&m) == 0);
	return 0;
}
