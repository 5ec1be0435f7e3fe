/*
 * A variable that each thread has of its own is there as long as its thread is.
 *
 * expect: explore => always panic PROVED
 * expect: explore JOIN=0 => has race never ok
 * expect: explore COPY=1 => always ok PROVED
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#define JOIN 1          /* before it is looked at: then it is surely gone; else its end races with the look */
#define COPY 0

static __thread int own = 3;
static int copy;
static int *_Atomic where;

static void *work(void *arg)
{
	copy = own;
	atomic_store(&where, COPY ? &copy : &own);
	return arg;
}

int main(void)
{
	pthread_t thread;
	int found;

	pthread_create(&thread, NULL, work, NULL);
	if (JOIN)
		pthread_join(thread, NULL);
	while (!atomic_load(&where))
		continue;
	found = *atomic_load(&where);
	if (!JOIN)
		pthread_join(thread, NULL);
	return found - 3;
}
