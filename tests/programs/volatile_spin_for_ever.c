/*
 * Waiting for a plain flag that nobody ever sets
 * expect: explore => always livelock
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

static volatile int flag;
static void *one(void *arg) { return arg; }
static void *two(void *arg) { return arg; }
int main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, one, NULL);
	pthread_create(&b, NULL, two, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	while (!flag)
		;
	return 0;
}
