/*
 * Threads that belong together: the first error ends the rest, and is returned.
 *
 * The pattern error-group as a plain program: `cc -pthread error_group.c` builds it.
 *
 *     main --start--> work-1 --.
 *                     work-2 --+--error--> group --> main
 *                     work-3 --'    |
 *                        ^---end----'
 *
 * Use it when   several threads work at one thing that fails as a whole, and
 *               you want to know why.
 * Ends because  each thread either finishes, or fails, or sees that another one
 *               has failed; and nobody needs a place in the group while it has
 *               one.
 * Watch         FAIL=2: what does main get? Then LIMIT=1.
 * Break it      NESTED=1 FAIL=0 LIMIT=1: a thread in the only place starts
 *               another one in the group. FAIL=0 COLLECT=1: main takes the
 *               results after it has waited for those who hold them out.
 * Law           NESTED=1 can hang iff LIMIT > 0 and LIMIT <= TASKS. COLLECT=1
 *               hangs iff FAIL = 0 and TASKS > RESULTS.
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#define TASKS 4         /* threads of the group */
#define FAIL 2          /* which of them fails; 0: none */
#define LIMIT 0         /* threads at a time; 0: no limit */
#define NESTED 0        /* 1: each starts another one in the group */
#define COLLECT 0       /* where results go: 0 slots, one each, 1 channel */
#define RESULTS 0       /* results that fit into the channel */
#define COST 0          /* ms of work */

static sem_t places, room;      /* with LIMIT; with COLLECT=1, places for results */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all_done = PTHREAD_COND_INITIALIZER;
/* under lock */
static int running, error, n_results, results[TASKS + 1];

/* ---- The group ---- */

static void *run(void *arg);

static void start(int number)
{
	pthread_t thread;

	if (LIMIT)
		sem_wait(&places);
	pthread_mutex_lock(&lock);
	running++;
	pthread_mutex_unlock(&lock);
	pthread_create(&thread, NULL, run, (void *)(intptr_t)number);
	pthread_detach(thread);
}

/* The first error counts, and wakes whoever waits for room. */
static void finish(int failed)
{
	pthread_mutex_lock(&lock);
	if (failed && !error) {
		error = failed;
		for (int i = 0; COLLECT && i < TASKS; i++)
			sem_post(&room);
	}
	if (--running == 0)
		pthread_cond_signal(&all_done);
	pthread_mutex_unlock(&lock);
	if (LIMIT)
		sem_post(&places);
}

static int wait_for_all(void)
{
	int first;

	pthread_mutex_lock(&lock);
	while (running > 0)
		pthread_cond_wait(&all_done, &lock);
	first = error;
	pthread_mutex_unlock(&lock);
	return first;
}

/* ---- The work ---- */

static void hand_over(int number)
{
	pthread_mutex_lock(&lock);
	results[n_results++] = number;
	pthread_mutex_unlock(&lock);
	if (COLLECT != 0)
		sem_wait(&room);
}

/* Which one fails, 0 for none; the one with the number 0 helps another one. */
static int work(int number)
{
	if (COST)
		usleep(COST * 1000);
	if (number == 0)
		return 0;
	if (number == FAIL)
		return number;
	if (NESTED)
		start(0);
	hand_over(number);
	return 0;
}

static void *run(void *arg)
{
	finish(work((int)(intptr_t)arg));
	return NULL;
}

int main(void)
{
	int first, sum = 0;

	sem_init(&places, 0, LIMIT);
	sem_init(&room, 0, RESULTS);
	for (int i = 1; i <= TASKS; i++)
		start(i);
	first = wait_for_all();
	assert(first == (FAIL <= TASKS ? FAIL : 0));
	for (int i = 0; i < n_results; i++)
		sum += results[i];
	printf("error: %d, sum: %d\n", first, sum);
	assert(first || sum == TASKS * (TASKS + 1) / 2);
	pthread_exit(NULL);
}
