/* expect: explore => sometimes broken, sometimes ok PROVED
 * expect: explore LAST=1 => always ok PROVED
 */
/* A detached thread that has ended is nobody any more; one that has not is cancelled. */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>

#define LAST 0

static sem_t never, begun;

static void *worker(void *arg)
{
	if (LAST)
		sem_wait(&never);
	return arg;
}

int main(void)
{
	pthread_t thread;

	sem_init(&never, 0, 0);
	sem_init(&begun, 0, 0);
	pthread_create(&thread, NULL, worker, NULL);
	pthread_detach(thread);
	assert(pthread_cancel(thread) == 0);
	return 0;
}
