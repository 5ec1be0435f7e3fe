/*
 * Dekker's lock
 * expect: run seed=1 => ok
 * expect: explore => always ok PROVED
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

static atomic_int wants[2], turn;
static int n;
static void enter(int me)
{
	atomic_store(&wants[me], 1);
	while (atomic_load(&wants[1 - me]))
		if (atomic_load(&turn) != me) {
			atomic_store(&wants[me], 0);
			while (atomic_load(&turn) != me)
				;
			atomic_store(&wants[me], 1);
		}
	n++;
	atomic_store(&turn, 1 - me);
	atomic_store(&wants[me], 0);
}
static void *one(void *arg) { enter(0); return arg; }
static void *two(void *arg) { enter(1); return arg; }
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
