/* expect: explore => always ok PROVED
 * expect: explore WHILE=0 CONSUMERS=2 => sometimes crash PROVED
 * expect: explore CONSUMERS=2 CONDS=1 PRODUCERS=2 ITEMS=1 => always ok
 * expect: run => ok
 * not with: clang
 */
#include <pthread.h>
#include <stdlib.h>

#define ITEMS 2         // each producer makes
#define PRODUCERS 1
#define CONSUMERS 1
#define WHILE 1         // who has waited looks again
#define CONDS 2         // one condition variable for both kinds, or one each

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t change[CONDS];
static int full, taken;

static void await(int wanted, int i)
{
	if (WHILE)
		while (full != wanted)
			pthread_cond_wait(&change[i % CONDS], &lock);
	else if (full != wanted)
		pthread_cond_wait(&change[i % CONDS], &lock);
	if (full != wanted)
		abort();
}

static void *produce(void *arg)
{
	for (int i = 0; i < ITEMS; i++) {
		pthread_mutex_lock(&lock);
		await(0, 0);
		full = 1;
		pthread_cond_broadcast(&change[1 % CONDS]);
		pthread_mutex_unlock(&lock);
	}
	return arg;
}

static void *consume(void *arg)
{
	for (int i = 0; i < ITEMS * PRODUCERS / CONSUMERS; i++) {
		pthread_mutex_lock(&lock);
		await(1, 1);
		full = 0;
		taken++;
		pthread_cond_broadcast(&change[0]);
		pthread_mutex_unlock(&lock);
	}
	return arg;
}

int main(void)
{
	pthread_t task[PRODUCERS + CONSUMERS];

	for (int i = 0; i < CONDS; i++)
		pthread_cond_init(&change[i], NULL);
	for (int i = 0; i < PRODUCERS + CONSUMERS; i++)
		pthread_create(&task[i], NULL, i < PRODUCERS ? produce : consume, NULL);
	for (int i = 0; i < PRODUCERS + CONSUMERS; i++)
		pthread_join(task[i], NULL);
	return 0;
}
