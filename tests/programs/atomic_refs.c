/*
 * A count of references: who sees it fall to none frees
 * expect: run => ok
 * expect: explore => always ok PROVED
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

struct thing { atomic_int refs; int value; };
static struct thing *thing;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static void *one(void *arg)
{
	pthread_mutex_lock(&m);
	thing->value++;
	pthread_mutex_unlock(&m);
	if (atomic_fetch_sub_explicit(&thing->refs, 1, memory_order_acq_rel) == 1)
		free(thing);
	return arg;
}
static void *two(void *arg) { return one(arg); }
int main(void)
{
	pthread_t a, b;

	thing = malloc(sizeof *thing);
	thing->value = 0;
	atomic_init(&thing->refs, 2);
	pthread_create(&a, NULL, one, NULL);
	pthread_create(&b, NULL, two, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
