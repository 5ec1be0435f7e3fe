/* expect: explore => sometimes deadlock, sometimes ok PROVED
 * expect: explore time=any => sometimes deadlock, sometimes ok PROVED
 * expect: explore JOINED=0 => sometimes deadlock, sometimes ok PROVED
 * expect: explore JOINED=0 time=any => sometimes deadlock, sometimes ok PROVED
 */
/* One thread cancels another that a third joins, or detaches: once that is done, and it has ended, it is nobody any more. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

#define JOINED 1

static pthread_t other;
static sem_t go, never;

static void *works(void *arg)
{
	return arg;
}

static void *cancels(void *arg)
{
	sem_wait(&go);
	if (pthread_cancel(other) == ESRCH)
		sem_wait(&never);
	return arg;
}

int main(void)
{
	pthread_t thread;

	sem_init(&go, 0, 0);
	sem_init(&never, 0, 0);
	pthread_create(&thread, NULL, cancels, NULL);
	pthread_create(&other, NULL, works, NULL);
	sem_post(&go);
	if (JOINED)
		pthread_join(other, NULL);
	else
		pthread_detach(other);
	pthread_join(thread, NULL);
	return 0;
}
