/* expect: explore => always ok PROVED
 * expect: explore POSTS=0 => always deadlock PROVED
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>

#define POSTS 1

static sem_t ready;
static int data;

static void *make(void *arg)
{
	data = 1;
	for (int i = 0; i < POSTS; i++)
		sem_post(&ready);
	return arg;
}

int main(void)
{
	pthread_t maker;

	sem_init(&ready, 0, 0);
	pthread_create(&maker, NULL, make, NULL);
	sem_wait(&ready);
	assert(data == 1);
	pthread_join(maker, NULL);
	return 0;
}
