// expect: repair => says "hint_philo.c:9" says "lock-order" says "eat-2 takes fork_[1] (hint_philo.c:8) and then fork_[2]"
#include <pthread.h>
#include <semaphore.h>
static sem_t fork_[3];
static void *eat(void *x)
{
	int i = (int)(long)x;
	sem_wait(&fork_[i]);
	sem_wait(&fork_[(i + 1) % 3]);
	sem_post(&fork_[(i + 1) % 3]);
	sem_post(&fork_[i]);
	return NULL;
}
int main(void)
{
	pthread_t t[3];
	for (int i = 0; i < 3; i++)
		sem_init(&fork_[i], 0, 1);
	for (int i = 0; i < 3; i++)
		pthread_create(&t[i], NULL, eat, (void *)(long)i);
	for (int i = 0; i < 3; i++)
		pthread_join(t[i], NULL);
	return 0;
}
