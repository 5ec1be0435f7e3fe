// expect: repair => says "hint_destroy_held.c:18" says "m is destroyed here while others may still use it"
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t inside;
static void *work(void *x)
{
	pthread_mutex_lock(&m);
	pthread_barrier_wait(&inside);
	pthread_mutex_unlock(&m);
	return x;
}
int main(void)
{
	pthread_t t;
	pthread_barrier_init(&inside, NULL, 2);
	pthread_create(&t, NULL, work, NULL);
	pthread_barrier_wait(&inside);
	pthread_mutex_destroy(&m);
	pthread_join(t, NULL);
	return 0;
}
