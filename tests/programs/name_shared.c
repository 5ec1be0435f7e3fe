/*
 * The name that a thread is given is memory that the call reads; so is that of a variable of the environment.
 *
 * expect: explore => always race
 * expect: explore ENVIRONMENT=1 => always race
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>

#define ENVIRONMENT 0

static char name[] = "cook";

static void *work(void *arg)
{
	if (ENVIRONMENT)
		getenv(name);
	else
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
