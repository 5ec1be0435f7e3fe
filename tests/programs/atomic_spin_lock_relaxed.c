/*
 * A spin lock that is given back with a relaxed store guards nothing
 * expect: explore => has race
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

static atomic_flag lock = ATOMIC_FLAG_INIT;
static int n;
static void *one(void *arg)
{
	while (atomic_flag_test_and_set_explicit(&lock, memory_order_acquire))
		;
	n++;
	atomic_flag_clear_explicit(&lock, memory_order_relaxed);
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
	assert(n == 2);
	return 0;
}
