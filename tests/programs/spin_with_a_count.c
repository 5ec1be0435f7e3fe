/*
 * Ten million additions are no spin, neither are a few thousand lines.
 *
 * expect: run seed=1 => ok
 */
#include <pthread.h>
#include <stdio.h>

static long sum;

static void *add(void *arg)
{
	for (int i = 0; i < 10000000; i++)
		sum++;
	for (int i = 0; i < 5000; i++)
		printf("%d\n", i);
	return arg;
}

int main(void)
{
	pthread_t adder;

	pthread_create(&adder, NULL, add, NULL);
	pthread_join(adder, NULL);
	return sum != 10000000;
}
