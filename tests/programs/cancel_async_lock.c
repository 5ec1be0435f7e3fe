/* expect: run seed=1 => ok
 * expect: run => ok
 * expect: explore => always ok open
 * expect: explore DEFERRED=1 => always deadlock PROVED
 */
/* Who waits for a mutex is not ended by a cancel, unless it is to be cancelled at any time. */
#include <pthread.h>
#include <stddef.h>

#define DEFERRED 0

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

static void *worker(void *arg)
{
	if (!DEFERRED)
		pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
	pthread_mutex_lock(&m);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_mutex_lock(&m);
	pthread_create(&thread, NULL, worker, NULL);
	pthread_cancel(thread);
	pthread_join(thread, NULL);
	return 0;
}
