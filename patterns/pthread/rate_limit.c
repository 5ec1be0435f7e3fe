/*
 * So many at once, and then only as fast as tokens come.
 *
 * The pattern rate-limit as a plain program: `cc -pthread rate_limit.c` builds it.
 *
 *     refill --a token every 1/RATE s--> bucket (at most BURST) --ASK tokens--> main
 *
 * Use it when   something must not be asked too often: a service, a disk, a
 *               person; but may be asked a few times in a row.
 * Ends because  tokens keep coming until every request has had its own.
 * Watch         RATE=50 BURST=3: which requests pass at once, and how long do
 *               the others wait?
 * Break it      BURST=0: no token is ever kept. ASK=3: more than the bucket
 *               holds, however long one waits.
 * Law           hangs iff ASK > BURST and REQUESTS > 0.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define RATE 100        /* tokens a second */
#define BURST 2         /* tokens the bucket holds, full at first */
#define REQUESTS 6      /* requests, one after the other */
#define ASK 1           /* tokens that each needs */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
/* under lock */
static int tokens = BURST, passed;

/* A token for each that is taken, one after the other. */
static void *refill(void *unused)
{
	for (int missing = REQUESTS * ASK; missing > 0; missing--) {
		pthread_mutex_lock(&lock);
		while (tokens == BURST)
			pthread_cond_wait(&changed, &lock);
		pthread_mutex_unlock(&lock);
		usleep(1000000 / RATE);
		pthread_mutex_lock(&lock);
		tokens++;
		assert(tokens <= BURST);
		pthread_cond_signal(&changed);
		pthread_mutex_unlock(&lock);
	}
	return unused;
}

/* All at once: whoever held some while it waited for the others might hold up somebody who needs fewer. */
static void request(void)
{
	pthread_mutex_lock(&lock);
	while (tokens < ASK)
		pthread_cond_wait(&changed, &lock);
	tokens -= ASK;
	passed++;
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&lock);
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, refill, NULL);
	for (int i = 0; i < REQUESTS; i++)
		request();
	pthread_join(thread, NULL);
	printf("passed: %d\n", passed);
	assert(passed == REQUESTS);
	return 0;
}
