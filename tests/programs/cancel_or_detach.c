/* expect: explore => sometimes deadlock, sometimes ok PROVED
 * expect: explore time=any => sometimes deadlock, sometimes ok PROVED
 */
/* Main cancels a thread that another detaches: once that is done, and it has ended, it is nobody any more. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static pthread_t other;
static sem_t never;

static void *works(void *arg)
{
	return arg;
}

static void *detaches(void *arg)
{
	pthread_detach(other);
	return arg;
}

int main(void)
{
	pthread_t thread;

	sem_init(&never, 0, 0);
	pthread_create(&other, NULL, works, NULL);
	pthread_create(&thread, NULL, detaches, NULL);
	if (pthread_cancel(other) == ESRCH)
		sem_wait(&never);
	pthread_join(thread, NULL);
	return 0;
}
