/*
 * main leaves early: whichever thread is the last ends the program, and does what atexit() was told.
 *
 * expect: explore => always broken PROVED
 * expect: explore LOCK=1 => always leak PROVED
 * expect: explore RIGHT=1 => always ok PROVED
 */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#define LOCK 0          /* a thread never ends */
#define RIGHT 0         /* what is done at the end is right in what it takes for granted */

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int done[2];

static void at_end(void)
{
	assert(RIGHT && done[0] && done[1]);
}

static void *work(void *arg)
{
	if (LOCK)
		pthread_mutex_lock(&mutex);
	*(int *)arg = 1;
	return NULL;
}

int main(void)
{
	pthread_t thread[2];

	atexit(at_end);
	for (int i = 0; i < 2; i++)
		pthread_create(&thread[i], NULL, work, &done[i]);
	pthread_exit(NULL);
}
