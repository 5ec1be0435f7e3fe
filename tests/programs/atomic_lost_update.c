/*
 * A load and a store, each atomic, are no increment
 * expect: explore => sometimes broken
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

static atomic_int n;
static void *one(void *arg) { atomic_store(&n, atomic_load(&n) + 1); return arg; }
static void *two(void *arg) { atomic_store(&n, atomic_load(&n) + 1); return arg; }
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
