/*
 * What a thread was made by can be asked: where its stack lies, and whether anybody is to join it.
 *
 * expect: run => ok
 * expect: run carrier=threads => ok
 * expect: run seed=1 => ok
 * expect: explore => always ok PROVED
 * expect: explore LATE=1 => sometimes broken, sometimes ok PROVED
 */
#define _GNU_SOURCE
#include <assert.h>
#include <pthread.h>
#include <time.h>

#define LATE 0          /* it is detached by main, who knows when */

static void *work(void *arg)
{
	pthread_attr_t attributes;
	char *low;
	size_t size, guard;
	int detached;

	assert(pthread_getattr_np(pthread_self(), &attributes) == 0);
	assert(pthread_attr_getstack(&attributes, (void **)&low, &size) == 0);
	assert((char *)&attributes > low && (char *)&attributes < low + size);
	assert(pthread_attr_getguardsize(&attributes, &guard) == 0);
	assert(pthread_attr_getdetachstate(&attributes, &detached) == 0);
	assert(detached == (arg ? PTHREAD_CREATE_DETACHED : PTHREAD_CREATE_JOINABLE));
	assert(pthread_attr_destroy(&attributes) == 0);
	return NULL;
}

int main(void)
{
	pthread_attr_t attributes;
	pthread_t thread;
	clockid_t clock, mine;
	struct timespec time;

	pthread_create(&thread, NULL, work, NULL);
	assert(pthread_getcpuclockid(thread, &clock) == 0);
	assert(pthread_getcpuclockid(pthread_self(), &mine) == 0);
	assert(mine != clock);
	if (LATE)
		pthread_detach(thread);
	else
		pthread_join(thread, NULL);

	pthread_attr_init(&attributes);
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	pthread_create(&thread, &attributes, work, "");
	assert(clock_gettime(mine, &time) == 0);
	pthread_exit(NULL);
}
