/*
 * A ticket lock
 * expect: run => ok
 * expect: run seed=1 => ok
 * expect: explore => always ok PROVED
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

static atomic_uint next, serving;
static int n;
static void *one(void *arg)
{
	unsigned mine = atomic_fetch_add_explicit(&next, 1, memory_order_relaxed);

	while (atomic_load_explicit(&serving, memory_order_acquire) != mine)
		;
	n++;
	atomic_store_explicit(&serving, mine + 1, memory_order_release);
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
