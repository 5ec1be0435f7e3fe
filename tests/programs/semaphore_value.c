/* expect: explore => sometimes deadlock
 * expect: explore => sometimes ok
 */
/* How many permits there are depends on who comes first. */
#include <pthread.h>
#include <semaphore.h>

static sem_t s;

static void *poster(void *arg)
{
	sem_post(&s);
	return arg;
}

int main(void)
{
	pthread_t thread;
	int value;

	sem_init(&s, 0, 0);
	pthread_create(&thread, NULL, poster, NULL);
	sem_getvalue(&s, &value);
	pthread_join(thread, NULL);
	sem_wait(&s);
	if (value > 0)
		sem_wait(&s);
	return 0;
}
