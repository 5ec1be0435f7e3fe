/* expect: run => ok
 * expect: explore => always ok PROVED
 * expect: explore N=200 => always ok PROVED
 */
/* qsort and bsearch, with a comparison of the program's. */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#define N 40

static int by_value(const void *a, const void *b)
{
	const int *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void *work(void *arg)
{
	int numbers[N], key = 3;

	for (int i = 0; i < N; i++)
		numbers[i] = i * 7919 % N;
	qsort(numbers, N, sizeof *numbers, by_value);
	for (int i = 1; i < N; i++)
		assert(numbers[i - 1] <= numbers[i]);
	assert(bsearch(&key, numbers, N, sizeof *numbers, by_value));
	key = N;
	assert(!bsearch(&key, numbers, N, sizeof *numbers, by_value));
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
