// expect: repair => says "hint_onecv.c:24" says "broadcast" says "which cannot go on and waits again"
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int full;
static void *producer(void *x)
{
	for (int i = 0; i < 2; i++) {
		pthread_mutex_lock(&m);
		while (full)
			pthread_cond_wait(&c, &m);
		full = 1;
		pthread_cond_signal(&c);
		pthread_mutex_unlock(&m);
	}
	return x;
}
static void *consumer(void *x)
{
	pthread_mutex_lock(&m);
	while (!full)
		pthread_cond_wait(&c, &m);
	full = 0;
	pthread_cond_signal(&c);
	pthread_mutex_unlock(&m);
	return x;
}
int main(void)
{
	pthread_t p, a, b;
	pthread_create(&a, NULL, consumer, NULL);
	pthread_create(&b, NULL, consumer, NULL);
	pthread_create(&p, NULL, producer, NULL);
	pthread_join(p, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
