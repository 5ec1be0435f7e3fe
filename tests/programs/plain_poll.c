/*
 * Polling through a function, with a yield between
 * expect: run seed=1 => race
 * expect: explore => always race PROVED
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#include <sched.h>

static int flag;
static int is_set(const int *f) { return *f; }
static void *one(void *arg)
{
	while (!is_set(&flag))
		sched_yield();
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
