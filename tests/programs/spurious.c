/*
 * A wait on a condition variable may end for no reason: who only asks once, with `if`, is wrong then.
 *
 * expect: explore => always ok PROVED
 * expect: explore AGAIN=0 => always ok PROVED
 * expect: explore spurious=on => always ok PROVED
 * expect: explore AGAIN=0 spurious=on => sometimes broken sometimes ok PROVED says "spurious"
 * expect: explore AGAIN=0 spurious=on memory=races => sometimes broken sometimes ok PROVED
 */
#include <assert.h>
#include <pthread.h>

#define AGAIN 1 // it asks again when it was woken

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int ready;

static void *await(void *arg)
{
	pthread_mutex_lock(&lock);
	if (!ready)
		pthread_cond_wait(&changed, &lock);
	while (AGAIN && !ready)
		pthread_cond_wait(&changed, &lock);
	assert(ready);
	pthread_mutex_unlock(&lock);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, await, NULL);
	pthread_mutex_lock(&lock);
	ready = 1;
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&lock);
	pthread_join(thread, NULL);
	return 0;
}
