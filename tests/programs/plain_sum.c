/*
 * The sum of many reads is no spin
 * expect: run seed=1 => ok
 * expect: explore => always ok PROVED
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

static int g = 3;
static long total[2];
static void add(int me)
{
	long sum = 0;

	for (int i = 0; i < 20000; i++)
		sum += g;
	total[me] = sum;
}
static void *one(void *arg) { add(0); return arg; }
static void *two(void *arg) { add(1); return arg; }
int main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, one, NULL);
	pthread_create(&b, NULL, two, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	assert(total[0] == 60000 && total[1] == 60000);
	return 0;
}
