/*
 * Counting while it waits for an atomic flag
 * expect: run seed=1 => ok
 * expect: explore => always ok
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

static atomic_int flag;
static void *one(void *arg)
{
	for (int i = 0; i < 3 && !atomic_load(&flag); i++)
		;
	return arg;
}
static void *two(void *arg) { atomic_store(&flag, 1); return arg; }
int main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, one, NULL);
	pthread_create(&b, NULL, two, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
