/*
 * The name that a thread is given is memory that the call reads.
 *
 * expect: explore => always race
 */
#define _GNU_SOURCE
#include <pthread.h>

static char name[] = "cook";

static void *work(void *arg)
{
	pthread_setname_np(pthread_self(), name);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, NULL);
	name[0] = 'b';
	pthread_join(thread, NULL);
	return 0;
}
