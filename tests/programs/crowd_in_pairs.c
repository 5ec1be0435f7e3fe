/*
 * Where there are many threads a state is dear, and a schedule is not: the search by states does not hold the other one up.
 *
 * expect: explore => always ok PROVED schedules 1024 states 2500
 */
#include <assert.h>
#include <pthread.h>

#define PAIRS 10

static pthread_mutex_t locks[PAIRS];
static int busy[PAIRS];

static void *work(void *arg)
{
	long pair = (long)arg;

	pthread_mutex_lock(&locks[pair]);
	busy[pair]++;
	pthread_mutex_unlock(&locks[pair]);
	return NULL;
}

int main(void)
{
	pthread_t threads[2 * PAIRS];

	for (long i = 0; i < 2 * PAIRS; i++)
		pthread_create(&threads[i], NULL, work, (void *)(i % PAIRS));
	for (int i = 0; i < 2 * PAIRS; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < PAIRS; i++)
		assert(busy[i] == 2);
	return 0;
}
