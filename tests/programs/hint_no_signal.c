// expect: repair => says "hint_no_signal.c:11" says "no-signal" lacks "lost-signal"
#include <pthread.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int full;
static void *producer(void *x)
{
	for (int i = 0; i < 2; i++) {
		pthread_mutex_lock(&m);
		while (full) {
			pthread_cond_wait(&c, &m);
		}
		full = 1;
		pthread_cond_signal(&c);
		pthread_mutex_unlock(&m);
	}
	return x;
}
static void *consumer(void *x)
{
	for (int i = 0; i < 2; i++) {
		pthread_mutex_lock(&m);
		while (!full)
			pthread_cond_wait(&c, &m);
		full = 0;
		pthread_mutex_unlock(&m);
	}
	return x;
}
int main(void)
{
	pthread_t p, a;
	pthread_create(&p, NULL, producer, NULL);
	pthread_create(&a, NULL, consumer, NULL);
	pthread_join(p, NULL);
	pthread_join(a, NULL);
	return 0;
}
