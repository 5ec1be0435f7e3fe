/*
 * One thread prepares a number and raises a flag; the other waits for the flag and reads the number.
 *
 * A plain program with pthreads, as the lesson about reading a race has it.
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#define ATOMIC 0        /* 1: the flag is an atomic */

#if ATOMIC
static atomic_int ready;
#else
static int ready;
#endif
static int number;

static void *prepare(void *unused)
{
	number = 42;
	ready = 1;
	return unused;
}

int main(void)
{
	pthread_t preparer;

	pthread_create(&preparer, NULL, prepare, NULL);
	while (!ready)
		;
	assert(number == 42);
	printf("number: %d\n", number);
	pthread_join(preparer, NULL);
	return 0;
}
