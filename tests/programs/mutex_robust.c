/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* A robust mutex is not to be had; one that is shared with other processes, or lends its priority, is a plain one. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>

int main(void)
{
	pthread_mutexattr_t attributes;
	pthread_mutex_t m;

	pthread_mutexattr_init(&attributes);
	pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
	assert(pthread_mutex_init(&m, &attributes) == ENOTSUP);
	pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_STALLED);
	assert(pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_INHERIT) == 0);
	assert(pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED) == 0);
	assert(pthread_mutex_init(&m, &attributes) == 0);
	pthread_mutex_lock(&m);
	pthread_mutex_unlock(&m);
	pthread_mutex_destroy(&m);
	return 0;
}
