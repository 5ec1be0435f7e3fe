/*
 * At most so many at a time.
 *
 * The pattern semaphore as a plain program: `cc -pthread semaphore.c` builds it.
 *
 *     work-1 --wait--> permits --post--> work-3       2 permits, 4 threads
 *     work-2 --wait-->
 *
 * Use it when   many threads want something of which there is only so much:
 *               connections, memory, seats.
 * Ends because  whoever has its permits gives them back without waiting for
 *               anybody else.
 * Watch         TASKS=8 COST=20: how many work at a time? Then PERMITS=4.
 * Break it      EACH=2: two permits, taken one by one, while others hold the
 *               ones that are missing; TAKE=1 lets one thread take at a time.
 *               SEND_INSIDE=1: a thread keeps its permits until main has its
 *               result, and main first waits until everybody has been let in.
 * Law           TAKE=0 can hang iff TASKS > 0 and TASKS x (EACH - 1) >=
 *               PERMITS. TAKE=1 hangs iff TASKS > 0 and EACH > PERMITS; with
 *               SEND_INSIDE=1 it hangs iff TASKS > 0 and EACH > PERMITS or TASKS
 *               > PERMITS / EACH + RESULTS.
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

#define TASKS 4         /* threads that want permits */
#define PERMITS 2       /* permits there are */
#define EACH 1          /* permits that a thread needs */
#define TAKE 0          /* how a thread takes several: 0 one-by-one, 1 all, while nobody else takes any */
#define SEND_INSIDE 0   /* 1: a thread hands in its result before it gives back its permits */
#define RESULTS 0       /* results that are taken in before main asks for them */
#define COST 5          /* ms of work, and between taking one and the next */

static sem_t permits, let_in, room, results;
static pthread_mutex_t taking = PTHREAD_MUTEX_INITIALIZER, lock = PTHREAD_MUTEX_INITIALIZER;
static int inside;              /* permits that are taken; under lock */

static void rest(void)
{
	if (COST)
		usleep(COST * 1000);
}

static void take(void)
{
	if (TAKE == 1)
		pthread_mutex_lock(&taking);
	for (int i = 0; i < EACH; i++) {
		if (i > 0)
			rest();
		sem_wait(&permits);
	}
	if (TAKE == 1)
		pthread_mutex_unlock(&taking);
}

static void give_back(void)
{
	for (int i = 0; i < EACH; i++)
		sem_post(&permits);
}

static void count(int by)
{
	pthread_mutex_lock(&lock);
	inside += by;
	assert(inside <= PERMITS);
	pthread_mutex_unlock(&lock);
}

/* It is handed in when there is room for it. */
static void send_result(void)
{
	sem_post(&results);
	sem_wait(&room);
}

static void *work(void *unused)
{
	take();
	sem_post(&let_in);
	count(EACH);
	rest();
	if (SEND_INSIDE)
		send_result();
	count(-EACH);
	give_back();
	if (!SEND_INSIDE)
		send_result();
	return unused;
}

int main(void)
{
	pthread_t threads[TASKS];
	int got = 0;

	sem_init(&permits, 0, PERMITS);
	sem_init(&let_in, 0, 0);
	sem_init(&room, 0, RESULTS);
	sem_init(&results, 0, 0);
	for (int i = 0; i < TASKS; i++)
		pthread_create(&threads[i], NULL, work, NULL);
	for (int i = 0; i < TASKS; i++)
		sem_wait(&let_in);
	for (; got < TASKS; got++) {
		sem_wait(&results);
		sem_post(&room);
	}
	for (int i = 0; i < TASKS; i++)
		pthread_join(threads[i], NULL);
	printf("results: %d\n", got);
	return 0;
}
