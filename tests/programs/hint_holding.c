// expect: repair => says "hint_holding.c:10" says "waits-holding" says "while it holds m, locked at hint_holding.c:9, which main needs"
#include <pthread.h>
#include <semaphore.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static sem_t full, empty;
static int box;
static void *consumer(void *x)
{
	pthread_mutex_lock(&m);
	sem_wait(&full);
	box = 0;
	sem_post(&empty);
	pthread_mutex_unlock(&m);
	return x;
}
int main(void)
{
	pthread_t t;
	sem_init(&full, 0, 0);
	sem_init(&empty, 0, 1);
	pthread_create(&t, NULL, consumer, NULL);
	pthread_mutex_lock(&m);
	sem_wait(&empty);
	box = 1;
	sem_post(&full);
	pthread_mutex_unlock(&m);
	pthread_join(t, NULL);
	return 0;
}
