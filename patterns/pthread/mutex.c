/*
 * Two threads count together, one at a time.
 *
 * The pattern mutex as a plain program: `cc -pthread mutex.c` builds it.
 *
 *     work-1 --lock, load, store, unlock--> counter
 *     work-2 --lock, load, store, unlock-----^
 *
 * Use it when   several threads change the same thing, and a change takes more
 *               than one step.
 * Ends because  whoever holds the lock gives it back after two short steps;
 *               nobody waits for anything while holding it.
 * Watch         LOCK=2 GAP=20: both threads load the same number.
 * Break it      LOCK=2: updates are lost; so seldom that a thousand runs may
 *               count right, unless GAP=5 makes room between the load and the
 *               store. LOCK=1: a lock each is no lock. RELOCK=1: a thread locks
 *               what it holds: it waits for ever, or is told so (KIND=1), or
 *               the lock counts (KIND=2).
 * Law           with RELOCK=0 it ends well iff LOCK=0 or TASKS = 1 or LOOPS
 *               = 0. With LOCK=0 and KIND=0 it hangs iff RELOCK=1 and LOOPS > 0.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define TASKS 2         /* threads that count */
#define LOOPS 3         /* times that each thread adds one */
#define LOCK 0          /* 0 one for all, 1 each its own, 2 none */
#define KIND 0          /* what a lock does when its holder locks it again: 0 normal, 1 errorcheck, 2 recursive */
#define RELOCK 0        /* 1: lock again what is already held */
#define GAP 0           /* ms between the load and the store */

static pthread_mutex_t guards[TASKS];   /* of all threads the first, or one for each */
static int counter;

static void add_one(void)
{
	int value = counter;

	if (GAP)
		usleep(GAP * 1000);
	counter = value + 1;
}

static void *work(void *arg)
{
	pthread_mutex_t *guard = arg;
	int times = LOCK > 1 ? 0 : RELOCK ? 2 : 1;

	for (int i = 0; i < LOOPS; i++) {
		for (int k = 0; k < times; k++) {
			int error = pthread_mutex_lock(guard);

			assert(!error);
		}
		add_one();
		for (int k = 0; k < times; k++)
			pthread_mutex_unlock(guard);
	}
	return NULL;
}

static void make_guards(void)
{
	static const int kinds[] = { PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_RECURSIVE };
	pthread_mutexattr_t attributes;

	pthread_mutexattr_init(&attributes);
	pthread_mutexattr_settype(&attributes, kinds[KIND]);
	for (int i = 0; i < TASKS; i++)
		pthread_mutex_init(&guards[i], &attributes);
	pthread_mutexattr_destroy(&attributes);
}

int main(void)
{
	pthread_t threads[TASKS];

	make_guards();
	for (int i = 0; i < TASKS; i++)
		pthread_create(&threads[i], NULL, work, &guards[LOCK == 1 ? i : 0]);
	for (int i = 0; i < TASKS; i++)
		pthread_join(threads[i], NULL);
	printf("counter: %d\n", counter);
	assert(counter == TASKS * LOOPS);
	return 0;
}
