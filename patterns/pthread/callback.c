/*
 * Somebody else's code, called with a lock held.
 *
 * The pattern callback as a plain program: `cc -pthread callback.c` builds it.
 *
 *     setter-1 --set--> subject (lock) --calls--> listener --get--> subject (lock)
 *
 * Use it when   others want to hear of a change: note what to tell them, give
 *               the lock back, then call.
 * Ends because  the listener is called with no lock held, so it may ask the
 *               subject whatever it likes.
 * Watch         TASKS=3: what the listener hears may have changed again.
 * Break it      VARIANT=1: the listener asks for the value, and that takes the
 *               lock its caller holds. KIND=2 lets it pass, KIND=1 says no.
 * Law           hangs iff VARIANT=1 and KIND=0; breaks iff VARIANT=1 and
 *               KIND=1: whoever calls the listener holds the lock that the
 *               listener takes.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

#define VARIANT 0       /* the listener is called: 0 after the lock is given back, 1 under-lock */
#define TASKS 1         /* threads that change the value */
#define KIND 0          /* what the lock does when its holder locks it again: 0 normal, 1 errorcheck, 2 recursive */

static pthread_mutex_t lock;
static int value;               /* under lock */

static int get(void)
{
	int error = pthread_mutex_lock(&lock), now;

	assert(!error);
	now = value;
	pthread_mutex_unlock(&lock);
	return now;
}

/* Somebody else's code: it knows nothing of the lock. */
static void listener(void)
{
	assert(get() > 0);
}

static void *setter(void *unused)
{
	pthread_mutex_lock(&lock);
	value++;
	if (VARIANT != 0)
		listener();
	pthread_mutex_unlock(&lock);
	if (VARIANT == 0)
		listener();
	return unused;
}

static void make_lock(void)
{
	static const int kinds[] = { PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_RECURSIVE };
	pthread_mutexattr_t attributes;

	pthread_mutexattr_init(&attributes);
	pthread_mutexattr_settype(&attributes, kinds[KIND]);
	pthread_mutex_init(&lock, &attributes);
	pthread_mutexattr_destroy(&attributes);
}

int main(void)
{
	pthread_t threads[TASKS];

	make_lock();
	for (int i = 0; i < TASKS; i++)
		pthread_create(&threads[i], NULL, setter, NULL);
	for (int i = 0; i < TASKS; i++)
		pthread_join(threads[i], NULL);
	printf("value: %d\n", value);
	assert(value == TASKS);
	return 0;
}
