/*
 * Two painters share two brushes, and each needs both. What a painter does is put in order by whoever plays the lesson.
 *
 * A plain program with pthreads, as the lesson about permits has it.
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>

static sem_t brushes;
static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;
static int walls;       /* painted, by whoever has both brushes */

static void *painter(void *unused)
{
	/* ORDER */
	return unused;
}

int main(void)
{
	pthread_t painters[2];

	sem_init(&brushes, 0, 2);
	for (int i = 0; i < 2; i++)
		pthread_create(&painters[i], NULL, painter, NULL);
	for (int i = 0; i < 2; i++)
		pthread_join(painters[i], NULL);
	assert(walls == 2);
	return 0;
}
