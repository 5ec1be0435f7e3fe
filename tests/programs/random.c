/* expect: run => ok
 * expect: explore => always ok
 */
/* A run draws the same numbers each time; that they are one sequence of many is why nothing is proved. */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

static void *work(void *arg)
{
	int first;

	srand(5);
	first = rand();
	srand(5);
	assert(first == rand() && first >= 0);
	assert(drand48() >= 0 && drand48() < 1);
	return arg;
}

int main(void)
{
	pthread_t threads[2];

	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, work, NULL);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
