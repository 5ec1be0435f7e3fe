/*
 * A relaxed flag hands over nothing
 * expect: explore => has race
 * expect: repair => says "memory_order_release"
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

static int data;
static atomic_int ready;
static void *one(void *arg) { data = 42; atomic_store_explicit(&ready, 1, memory_order_relaxed); return arg; }
static void *two(void *arg) { if (atomic_load_explicit(&ready, memory_order_acquire)) assert(data == 42); return arg; }
int main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, one, NULL);
	pthread_create(&b, NULL, two, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
