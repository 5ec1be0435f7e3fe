// expect: repair => says "hint_no_post.c:16" says "no-post" says "nobody has posted to ready"
#include <pthread.h>
#include <semaphore.h>
static sem_t ready;
static int n;
static void *make(void *x)
{
	n = 1;
	return x;
}
int main(void)
{
	pthread_t t;
	sem_init(&ready, 0, 0);
	pthread_create(&t, NULL, make, NULL);
	sem_wait(&ready);
	pthread_join(t, NULL);
	return n - 1;
}
