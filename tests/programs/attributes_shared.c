/*
 * What a thread or a mutex is made by is memory like any other: threads that share it without a lock race.
 *
 * expect: explore => PROVED always ok
 * expect: explore LOCK=0 => always race
 * expect: explore LOCK=0 USE=1 => always race
 */
#include <assert.h>
#include <pthread.h>

#define LOCK 1
#define USE 0           /* main makes a mutex by them, and does not ask them */

static pthread_mutexattr_t attributes;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER, made;

static void *set(void *arg)
{
	if (LOCK)
		pthread_mutex_lock(&lock);
	pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
	if (LOCK)
		pthread_mutex_unlock(&lock);
	return arg;
}

int main(void)
{
	pthread_t thread;
	int type = PTHREAD_MUTEX_RECURSIVE;

	pthread_mutexattr_init(&attributes);
	pthread_create(&thread, NULL, set, NULL);
	if (LOCK)
		pthread_mutex_lock(&lock);
	if (USE)
		pthread_mutex_init(&made, &attributes);
	else
		pthread_mutexattr_gettype(&attributes, &type);
	if (LOCK)
		pthread_mutex_unlock(&lock);
	pthread_join(thread, NULL);
	assert(type == PTHREAD_MUTEX_RECURSIVE || type == PTHREAD_MUTEX_NORMAL);
	return 0;
}
