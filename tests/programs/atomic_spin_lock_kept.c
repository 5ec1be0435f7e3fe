/*
 * A spin lock that is never given back
 * expect: explore => always livelock
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

static atomic_int lock;
static void *one(void *arg)
{
	while (atomic_exchange(&lock, 1))
		;
	return arg;
}
static void *two(void *arg) { return one(arg); }
int main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, one, NULL);
	pthread_create(&b, NULL, two, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
