// expect: repair => says "hint_onecv_two.c:21" says "broadcast" lacks "lost-signal"
#include <pthread.h>

#define PRODUCERS 2
#define CONSUMERS 2
#define CAPACITY 1
#define ITEMS 2

static int buffer[CAPACITY];
static int head, count, taken;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void put(int x)
{
	pthread_mutex_lock(&lock);
	while (count == CAPACITY)
		pthread_cond_wait(&changed, &lock);
	buffer[(head + count) % CAPACITY] = x;
	count++;
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&lock);
}

static int get(void)
{
	int x;

	pthread_mutex_lock(&lock);
	while (count == 0)
		pthread_cond_wait(&changed, &lock);
	x = buffer[head];
	head = (head + 1) % CAPACITY;
	count--;
	taken++;
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&lock);
	return x;
}

static void *producer(void *arg)
{
	for (int i = 0; i < ITEMS; i++)
		put(i);
	return NULL;
}

static void *consumer(void *arg)
{
	for (int i = 0; i < ITEMS * PRODUCERS / CONSUMERS; i++)
		get();
	return NULL;
}

int main(void)
{
	pthread_t p[PRODUCERS], c[CONSUMERS];

	for (int i = 0; i < PRODUCERS; i++)
		pthread_create(&p[i], NULL, producer, NULL);
	for (int i = 0; i < CONSUMERS; i++)
		pthread_create(&c[i], NULL, consumer, NULL);
	for (int i = 0; i < PRODUCERS; i++)
		pthread_join(p[i], NULL);
	for (int i = 0; i < CONSUMERS; i++)
		pthread_join(c[i], NULL);
	return 0;
}
