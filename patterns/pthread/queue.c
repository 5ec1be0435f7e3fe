/*
 * Two threads put a number each into a queue, and two take them out again.
 *
 * A plain program with pthreads: `cc -pthread queue.c` builds it, and the lab takes it as it stands. It has never hung.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

#define PRODUCERS 2     /* threads that put */
#define CONSUMERS 2     /* threads that take */
#define SLOTS 1         /* numbers that there is room for */
#define ITEMS 1         /* numbers that each producer puts */
#define BROADCAST 0     /* 1: wake all who wait, not only one */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
/* under lock */
static int slots[SLOTS], count, first, taken;

static void wake(void)
{
	if (BROADCAST)
		pthread_cond_broadcast(&changed);
	else
		pthread_cond_signal(&changed);
}

static void put(int number)
{
	pthread_mutex_lock(&lock);
	while (count == SLOTS)
		pthread_cond_wait(&changed, &lock);
	slots[(first + count) % SLOTS] = number;
	count++;
	wake();
	pthread_mutex_unlock(&lock);
}

static int take(void)
{
	int number;

	pthread_mutex_lock(&lock);
	while (count == 0)
		pthread_cond_wait(&changed, &lock);
	number = slots[first];
	first = (first + 1) % SLOTS;
	count--;
	taken++;
	wake();
	pthread_mutex_unlock(&lock);
	return number;
}

static void *producer(void *unused)
{
	for (int i = 0; i < ITEMS; i++)
		put(i);
	return unused;
}

static void *consumer(void *arg)
{
	for (long i = (long)arg; i < PRODUCERS * ITEMS; i += CONSUMERS)
		take();
	return NULL;
}

int main(void)
{
	pthread_t producers[PRODUCERS], consumers[CONSUMERS];

	for (int i = 0; i < PRODUCERS; i++)
		pthread_create(&producers[i], NULL, producer, NULL);
	for (long i = 0; i < CONSUMERS; i++)
		pthread_create(&consumers[i], NULL, consumer, (void *)i);
	for (int i = 0; i < PRODUCERS; i++)
		pthread_join(producers[i], NULL);
	for (int i = 0; i < CONSUMERS; i++)
		pthread_join(consumers[i], NULL);
	assert(taken == PRODUCERS * ITEMS);
	printf("taken: %d\n", taken);
	return 0;
}
