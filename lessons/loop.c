/*
 * Main starts two threads and gives each its number.
 *
 * A plain program with pthreads, as the lesson about reading a race has it.
 */
#include <assert.h>
#include <pthread.h>

#define OWN 0           /* 1: each gets a number of its own, not the address of the one that counts */

static int numbers[2], taken[2];

static void *work(void *arg)
{
	int number = *(int *)arg;

	if (number < 2)
		taken[number]++;
	return NULL;
}

int main(void)
{
	pthread_t workers[2];
	int i;

	for (i = 0; i < 2; i++) {
		numbers[i] = i;
		pthread_create(&workers[i], NULL, work, OWN ? &numbers[i] : &i);
	}
	for (int k = 0; k < 2; k++)
		pthread_join(workers[k], NULL);
	assert(taken[0] == 1 && taken[1] == 1);
	return 0;
}
