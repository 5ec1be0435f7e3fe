/*
 * Two wait at a gate until it is open. What the keeper does is put in order by whoever plays the lesson.
 *
 * A plain program with pthreads, as the lesson about condition variables by hand has it.
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>

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
	/* ORDER */
	return unused;
}

int main(void)
{
	pthread_t waiters[2], opener;

	for (int i = 0; i < 2; i++)
		pthread_create(&waiters[i], NULL, waiter, NULL);
	pthread_create(&opener, NULL, keeper, NULL);
	for (int i = 0; i < 2; i++)
		pthread_join(waiters[i], NULL);
	pthread_join(opener, NULL);
	assert(open);
	return 0;
}
