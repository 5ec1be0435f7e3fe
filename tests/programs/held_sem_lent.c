// expect: explore => always ok PROVED
// Another thread asks again and again, so the states are searched: what is done to a semaphore is seen while it is held, too.
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER, n = PTHREAD_MUTEX_INITIALIZER;
static sem_t s, q;
static atomic_int go;
static void *polls(void *x)
{
	while (!atomic_load(&go))
		;
	return x;
}
static void *one(void *x)
{
	sem_wait(&s);
	sem_post(&s);
	sem_wait(&q);
	sem_post(&q);
	return x;
}
static void *two(void *x)
{
	sem_wait(&s);
	sem_wait(&q);
	sem_post(&q);
	sem_post(&s);
	return x;
}
int main(void)
{
	pthread_t a, b, c;
	sem_init(&s, 0, 1);
	sem_init(&q, 0, 1);
	(void)n;
	pthread_create(&c, 0, polls, 0);
	pthread_create(&a, 0, one, 0);
	pthread_create(&b, 0, two, 0);
	atomic_store(&go, 1);
	pthread_join(c, 0);
	pthread_join(a, 0);
	pthread_join(b, 0);
	return 0;
}
