/*
 * Independent threads, joined by the one who started them.
 *
 * The pattern tasks as a plain program: `cc -pthread tasks.c` builds it.
 *
 *               .--> work-1 --.
 *     main -----+--> work-2 --+----> main
 *       create  '--> work-3 --'  join
 *
 * Use it when   pieces of work do not need each other, and somebody needs
 *               them all.
 * Ends because  each thread comes to its end by itself; main joins every one
 *               of them before it looks at the results.
 * Watch         the order in which the threads end: run it again, it may
 *               differ.
 * Break it      JOIN=1: main reads results that nobody has written yet.
 *               JOIN=3 TASKS=1: the thread joins main, and main the thread. (Of
 *               several only one may join main.) A thread that joins itself,
 *               JOIN=2, is told EDEADLK, at once.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define TASKS 3         /* threads to start */
#define JOIN 0          /* does main join them; or they main: 0 on, 1 off, 2 self, 3 mutual */
#define COST 0          /* ms that each thread takes */

static pthread_t starter;       /* read-only once threads have started */
static int results[TASKS];      /* each its thread's, until that is joined */

static void *work(void *arg)
{
	long self = (long)arg;

	if (COST)
		usleep(COST * 1000);
	if (JOIN == 2) {
		int error = pthread_join(pthread_self(), NULL);

		assert(!error);
	}
	if (JOIN == 3)
		pthread_join(starter, NULL);
	results[self] = (int)self + 1;
	return NULL;
}

int main(void)
{
	pthread_t threads[TASKS];

	starter = pthread_self();
	for (long i = 0; i < TASKS; i++)
		pthread_create(&threads[i], NULL, work, (void *)i);
	for (int i = 0; JOIN != 1 && i < TASKS; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < TASKS; i++)
		assert(results[i] == i + 1);
	printf("results: %d\n", TASKS);
	return 0;
}
