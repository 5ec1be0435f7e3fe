/*
 * A volatile flag is not atomic: the wait for it ends, and is a race
 * expect: run seed=1 => race
 * expect: explore => always race PROVED
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

static volatile int flag;
static void *one(void *arg)
{
	while (!flag)
		;
	return arg;
}
static void *two(void *arg) { flag = 1; return arg; }
int main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, one, NULL);
	pthread_create(&b, NULL, two, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
