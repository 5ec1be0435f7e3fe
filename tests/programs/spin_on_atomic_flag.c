/*
 * The same with an atomic flag, in a thread that main waits for.
 *
 * expect: explore => always livelock PROVED
 * expect: run seed=1 expect=stalled => stalled
 */
#include <pthread.h>
#include <stdatomic.h>

static atomic_int flag;

static void *wait_for_it(void *arg)
{
	while (!atomic_load(&flag))
		;
	return arg;
}

int main(void)
{
	pthread_t waiter;

	pthread_create(&waiter, NULL, wait_for_it, NULL);
	pthread_join(waiter, NULL);
	return 0;
}
