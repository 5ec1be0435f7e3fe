/*
 * Threads meet, round after round.
 *
 * The pattern barrier as a plain program: `cc -pthread barrier.c` builds it.
 *
 *     work-1 --> |         | --work--> |
 *     work-2 --> | barrier | --work--> | barrier ...
 *     work-3 --> |         | --work--> |
 *
 * Use it when   work comes in steps, and nobody may begin one before all have
 *               finished the step before: simulations, sorting by merging.
 * Ends because  as many come each round as the barrier waits for.
 * Watch         THREADS=4 PARTIES=4 ROUNDS=3: who opens the barrier, and is
 *               it always the same?
 * Break it      PARTIES=2: pairs go ahead, and somebody is left without a
 *               partner.
 * Law           never hangs iff PARTIES = THREADS or PARTIES = 1 or ROUNDS = 0
 *               or ROUNDS = 1 and THREADS mod PARTIES = 0. Always hangs iff
 *               ROUNDS > 0 and PARTIES > THREADS or THREADS x ROUNDS mod PARTIES
 *               > 0: somebody is left over.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define THREADS 3       /* threads that meet */
#define PARTIES 3       /* how many the barrier waits for */
#define ROUNDS 2        /* times that each thread comes to it */
#define COST 0          /* ms of work before each meeting */

static pthread_barrier_t barrier;
static int done[THREADS][2];    /* the last even round of each thread, and its last odd one */

static void *work(void *arg)
{
	long self = (long)arg;

	for (int round = 1; round <= ROUNDS; round++) {
		if (COST)
			usleep(COST * 1000);
		done[self][round % 2] = round;
		pthread_barrier_wait(&barrier);
		for (int i = 0; THREADS == PARTIES && i < THREADS; i++)
			assert(done[i][round % 2] == round);
	}
	return NULL;
}

int main(void)
{
	pthread_t threads[THREADS];

	pthread_barrier_init(&barrier, NULL, PARTIES);
	for (long i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, work, (void *)i);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	pthread_barrier_destroy(&barrier);
	printf("rounds: %d\n", ROUNDS);
	return 0;
}
