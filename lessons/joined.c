/*
 * Two threads fill half of a table each; main waits for both and adds it up.
 *
 * A plain program with pthreads, as the lesson about reading a race has it.
 */
#include <assert.h>
#include <pthread.h>

static int table[4];

static void *fill(void *arg)
{
	int *half = arg;

	half[0] = 1;
	half[1] = 2;
	return NULL;
}

int main(void)
{
	pthread_t left, right;

	pthread_create(&left, NULL, fill, &table[0]);
	pthread_create(&right, NULL, fill, &table[2]);
	pthread_join(left, NULL);
	pthread_join(right, NULL);
	assert(table[0] + table[1] + table[2] + table[3] == 6);
	return 0;
}
