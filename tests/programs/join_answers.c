/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* What join and detach answer, and what a thread leaves. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>

static sem_t go;

static void *worker(void *arg)
{
	assert(pthread_join(pthread_self(), NULL) == EDEADLK);
	return arg;
}

static void *until_told(void *arg)
{
	sem_wait(&go);
	return arg;
}

int main(void)
{
	pthread_attr_t attributes;
	pthread_t thread;
	void *result;
	int state, x;

	sem_init(&go, 0, 0);
	pthread_create(&thread, NULL, worker, &x);
	assert(pthread_setname_np(thread, "worker") == 0);
	assert(pthread_setname_np(thread, "a name that is too long") == ERANGE);
	assert(!pthread_equal(thread, pthread_self()));
	assert(pthread_join(thread, &result) == 0 && result == &x);
	pthread_attr_init(&attributes);
	assert(pthread_attr_setdetachstate(&attributes, 77) == EINVAL);
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	pthread_attr_getdetachstate(&attributes, &state);
	assert(state == PTHREAD_CREATE_DETACHED);
	pthread_create(&thread, &attributes, until_told, NULL);
	pthread_attr_destroy(&attributes);
	assert(pthread_join(thread, NULL) == EINVAL);
	assert(pthread_detach(thread) == EINVAL);
	sem_post(&go);
	pthread_create(&thread, NULL, until_told, NULL);
	assert(pthread_detach(thread) == 0);
	assert(pthread_detach(thread) == EINVAL);
	assert(pthread_join(thread, NULL) == EINVAL);
	sem_post(&go);
	pthread_exit(NULL);
}
