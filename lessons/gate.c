/*
 * Some wait at a gate until it is opened.
 *
 * A plain program with pthreads, as the lesson about condition variables has it.
 */
#include <pthread.h>
#include <stdbool.h>

#define WAITERS 2       /* who wait */
#define BROADCAST 0     /* 1: whoever opens wakes all, not only one */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t opened = PTHREAD_COND_INITIALIZER;
static bool open;       /* under lock */

static void *waiter(void *unused)
{
	pthread_mutex_lock(&lock);
	while (!open)
		pthread_cond_wait(&opened, &lock);
	pthread_mutex_unlock(&lock);
	return unused;
}

static void *keeper(void *unused)
{
	pthread_mutex_lock(&lock);
	open = true;
	if (BROADCAST)
		pthread_cond_broadcast(&opened);
	else
		pthread_cond_signal(&opened);
	pthread_mutex_unlock(&lock);
	return unused;
}

int main(void)
{
	pthread_t waiters[WAITERS], opener;

	for (int i = 0; i < WAITERS; i++)
		pthread_create(&waiters[i], NULL, waiter, NULL);
	pthread_create(&opener, NULL, keeper, NULL);
	for (int i = 0; i < WAITERS; i++)
		pthread_join(waiters[i], NULL);
	pthread_join(opener, NULL);
	return 0;
}
