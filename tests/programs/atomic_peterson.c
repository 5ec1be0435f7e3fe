/*
 * Peterson's lock, with sequentially consistent atomics
 * expect: run => ok
 * expect: run seed=1 => ok
 * expect: explore => always ok PROVED
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
static atomic_int wants[2], turn;
static int n;
static void *w(void *a) {
	int me = (int)(long)a;
	atomic_store(&wants[me], 1);
	atomic_store(&turn, 1 - me);
	while (atomic_load(&wants[1 - me]) && atomic_load(&turn) == 1 - me)
		;
	n++;
	atomic_store(&wants[me], 0);
	return NULL;
}
int main(void) { pthread_t a, b; pthread_create(&a, NULL, w, (void *)0); pthread_create(&b, NULL, w, (void *)1); pthread_join(a, NULL); pthread_join(b, NULL); assert(n == 2); return 0; }
