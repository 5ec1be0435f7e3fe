/* expect: explore => sometimes panic
 */
/* A semaphore is destroyed while somebody may wait for it. */
#include <pthread.h>
#include <semaphore.h>

static sem_t s;

static void *waiter(void *arg)
{
	sem_wait(&s);
	return arg;
}

int main(void)
{
	pthread_t thread;

	sem_init(&s, 0, 0);
	pthread_create(&thread, NULL, waiter, NULL);
	sem_post(&s);
	sem_destroy(&s);
	pthread_join(thread, NULL);
	return 0;
}
