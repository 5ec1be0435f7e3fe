/*
 * The number of a new thread has nowhere to go: that is a crash of the caller's, and nothing is half made.
 *
 * expect: explore => always crash PROVED
 * expect: run seed=1 => crash says "null pointer"
 */
#include <pthread.h>

static void *nothing(void *arg)
{
	return arg;
}

int main(void)
{
	pthread_create(NULL, NULL, nothing, NULL);
	return 0;
}
