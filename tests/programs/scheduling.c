/*
 * How threads are scheduled is kept and told; who moves when is everybody's guess all the same.
 *
 * expect: run => ok
 * expect: run carrier=threads => ok
 * expect: explore => always ok PROVED
 * expect: explore OTHER=1 => sometimes broken, sometimes ok PROVED
 * expect: explore ORDER=1 => sometimes broken, sometimes ok PROVED
 */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define OTHER 0         /* somebody else sets what a thread asks */
#define ORDER 0         /* it is believed that the one with the greater priority goes first */

static int first;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int priority_of(pthread_t thread)
{
	struct sched_param param;
	int policy;

	assert(pthread_getschedparam(thread, &policy, &param) == 0);
	assert(policy == (param.sched_priority ? SCHED_FIFO : SCHED_OTHER));
	return param.sched_priority;
}

static void *work(void *arg)
{
	int mine = (int)(long)arg;

	assert(priority_of(pthread_self()) == mine);
	pthread_mutex_lock(&lock);
	if (!first)
		first = mine;
	pthread_mutex_unlock(&lock);
	return NULL;
}

static pthread_t start(int priority)
{
	struct sched_param param = { .sched_priority = priority };
	pthread_attr_t attributes;
	pthread_t thread;

	pthread_attr_init(&attributes);
	assert(pthread_attr_setschedpolicy(&attributes, SCHED_FIFO) == 0);
	assert(pthread_attr_setschedparam(&attributes, &param) == 0);
	assert(pthread_attr_setinheritsched(&attributes, PTHREAD_EXPLICIT_SCHED) == 0);
	assert(pthread_create(&thread, &attributes, work, (void *)(long)priority) == 0);
	pthread_attr_destroy(&attributes);
	return thread;
}

static void *inherits(void *arg)
{
	assert(priority_of(pthread_self()) == (int)(long)arg);
	return NULL;
}

int main(void)
{
	struct sched_param param = { .sched_priority = 5 };
	pthread_t low, high, heir;
	clockid_t clock;
	cpu_set_t set;
	char name[16];

	assert(priority_of(pthread_self()) == 0);
	assert(pthread_setschedparam(pthread_self(), SCHED_OTHER, &param) == EINVAL);
	assert(pthread_setschedparam(pthread_self(), -1, &param) == EINVAL);

	low = start(1);
	high = start(9);
	if (OTHER)
		assert(pthread_setschedprio(low, 2) == 0);
	pthread_join(low, NULL);
	pthread_join(high, NULL);
	assert(!ORDER || first == 9);

	assert(pthread_setschedparam(pthread_self(), SCHED_FIFO, &param) == 0);
	assert(priority_of(pthread_self()) == 5);
	pthread_create(&heir, NULL, inherits, (void *)5L);
	pthread_join(heir, NULL);

	assert(pthread_getaffinity_np(pthread_self(), sizeof set, &set) == 0 && CPU_COUNT(&set) > 0);
	assert(pthread_setaffinity_np(pthread_self(), sizeof set, &set) == 0);
	CPU_ZERO(&set);
	assert(pthread_setaffinity_np(pthread_self(), sizeof set, &set) == EINVAL);

	assert(sched_getscheduler(0) == SCHED_FIFO && sched_getparam(getpid(), &param) == 0 && param.sched_priority == 5);
	param.sched_priority = 0;
	assert(sched_setscheduler(0, SCHED_OTHER, &param) == 0 && priority_of(pthread_self()) == 0);
	assert(sched_setparam(1, &param) == -1 && errno == ESRCH);
	assert(clock_getcpuclockid(getpid(), &clock) == 0 && clock_getcpuclockid(1, &clock) == ESRCH);

	assert(pthread_getname_np(pthread_self(), name, sizeof name) == 0 && strcmp(name, "scheduling") == 0);
	assert(pthread_setname_np(pthread_self(), "chief") == 0);
	assert(pthread_getname_np(pthread_self(), name, sizeof name) == 0 && strcmp(name, "chief") == 0);
	assert(pthread_getname_np(pthread_self(), name, 5) == ERANGE);
	assert(pthread_atfork(NULL, NULL, NULL) == 0);
	return 0;
}
