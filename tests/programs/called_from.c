/*
 * Who waits in a function that others call is told with who has called it, up to its own.
 *
 * expect: run schedule="0 2x3 1x5" => deadlock says "in wait_while(), called from get() :32, from consumer() :50"
 * expect: run schedule="0 2x3 1x5" carrier=threads => deadlock says "in wait_while(), called from put() :22, from producer() :43"
 */
#include <pthread.h>
#include <unistd.h>
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t full = PTHREAD_COND_INITIALIZER, empty = PTHREAD_COND_INITIALIZER;
static int count, slot;

static void wait_while(int unwanted, pthread_cond_t *c)
{
	while (count == unwanted)
		pthread_cond_wait(c, &lock);
}

static void put(int x)
{
	pthread_mutex_lock(&lock);
	wait_while(1, &full);
	slot = x;
	count = 1;
	pthread_mutex_unlock(&lock);
}

static int get(void)
{
	int x;
	pthread_mutex_lock(&lock);
	wait_while(0, &empty);
	x = slot;
	count = 0;
	pthread_cond_signal(&full);
	pthread_mutex_unlock(&lock);
	return x;
}

static void *producer(void *a)
{
	for (int i = 0; i < 2; i++)
		put(i);
	return a;
}

static void *consumer(void *a)
{
	for (int i = 0; i < 2; i++)
		get();
	return a;
}

int main(void)
{
	pthread_t p, c;
	pthread_create(&p, NULL, producer, NULL);
	pthread_create(&c, NULL, consumer, NULL);
	pthread_join(p, NULL);
	pthread_join(c, NULL);
	return 0;
}
