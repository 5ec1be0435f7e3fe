/*
 * Double-checked locking with an atomic pointer
 * expect: run seed=1 => ok
 * expect: explore => always ok PROVED
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

static _Atomic(int *) made;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int thing, times;
static void *one(void *arg)
{
	int *p = atomic_load_explicit(&made, memory_order_acquire);

	if (!p) {
		pthread_mutex_lock(&m);
		p = atomic_load_explicit(&made, memory_order_relaxed);
		if (!p) {
			thing = 7;
			times++;
			p = &thing;
			atomic_store_explicit(&made, p, memory_order_release);
		}
		pthread_mutex_unlock(&m);
	}
	assert(*p == 7);
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
	assert(times == 1);
	return 0;
}
