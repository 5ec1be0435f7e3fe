/*
 * A thread for each item, but never more than LIMIT of them at a time.
 *
 * The pattern bounded-parallelism as a plain program: `cc -pthread bounded_parallelism.c` builds it.
 *
 *     main --starts--> item-1 --results[RESULTS]--> collector
 *      ^     '-------> item-2 --'
 *      '--slots[LIMIT]----'
 *
 * Use it when   each item deserves a thread of its own, and all of them at once
 *               would be too many.
 * Ends because  a thread gives its slot back when its result is taken, and the
 *               collector takes results all the time.
 * Watch         COST=50 LIMIT=2, then LIMIT=8: how long does it take?
 * Break it      COLLECT=1: main takes no result before it has started the last
 *               thread; the threads hold their slots, and main waits for a slot.
 * Law           COLLECT=1 hangs iff ITEMS > LIMIT + RESULTS.
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

#define LIMIT 2         /* threads at work at the same time */
#define ITEMS 8         /* items, each with a thread of its own */
#define RESULTS 0       /* results that wait; 0: a rendezvous */
#define COLLECT 0       /* who takes the results: 0 task, a thread of its own, 1 after, main, after the loop */
#define COST 0          /* ms that each item takes */

static sem_t slots;             /* those that are free */
static sem_t results, room;     /* results that are there; places and takes, for those who put */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int queue[ITEMS + 1], n_put, n_taken;    /* under lock */

static void *do_item(void *arg)
{
	if (COST)
		usleep(COST * 1000);
	pthread_mutex_lock(&lock);
	queue[n_put++] = (int)(long)arg;
	pthread_mutex_unlock(&lock);
	sem_post(&results);
	sem_wait(&room);
	sem_post(&slots);
	return NULL;
}

static void *collect(void *unused)
{
	int seen[ITEMS + 1] = { 0 };

	for (int i = 0; i < ITEMS; i++) {
		int item;

		sem_wait(&results);
		pthread_mutex_lock(&lock);
		item = queue[n_taken++];
		pthread_mutex_unlock(&lock);
		sem_post(&room);
		assert(!seen[item]++);
	}
	return unused;
}

int main(void)
{
	pthread_t collector, thread;

	sem_init(&slots, 0, LIMIT);
	sem_init(&results, 0, 0);
	sem_init(&room, 0, RESULTS);
	if (COLLECT == 0)
		pthread_create(&collector, NULL, collect, NULL);
	for (long item = 1; item <= ITEMS; item++) {
		sem_wait(&slots);
		pthread_create(&thread, NULL, do_item, (void *)item);
		pthread_detach(thread);
	}
	if (COLLECT == 0)
		pthread_join(collector, NULL);
	else
		collect(NULL);
	printf("items done: %d\n", ITEMS);
	pthread_exit(NULL);     /* the last ones end by themselves */
}
