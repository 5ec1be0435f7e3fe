/*
 * Ask several, take the first answer: a future that several try to set.
 *
 * The pattern replicated-requests as a plain program: `cc -pthread replicated_requests.c` builds it.
 *
 *     answer-1 --.
 *     answer-2 ---replies[REPLY_CAP]--> main
 *     answer-3 --'        done <---------'
 *
 * Use it when   any of several can answer, and the slowest should not decide
 *               how long it takes.
 * Ends because  a replica puts its answer where there is room, or hears that
 *               the answer is no longer wanted.
 * Watch         LATENCY=100: who is first? Run it again.
 * Break it      CANCEL=1 REPLY_CAP=0: those who come too late hold out their
 *               answers for ever.
 * Law           CANCEL=1 leaks iff REPLICAS - 1 > REPLY_CAP, and so many as it
 *               is more.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define REPLICAS 3      /* threads that are asked */
#define REPLY_CAP 2     /* answers for which there is room */
#define CANCEL 0        /* does main say that it has an answer: 0 on, 1 off */
#define LATENCY 0       /* ms that an answer takes at most */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t answered = PTHREAD_COND_INITIALIZER, changed = PTHREAD_COND_INITIALIZER;
/* under lock */
static int answers, taken, done, first;

static void *answer(void *arg)
{
	int number;

	if (LATENCY)
		usleep((unsigned)(rand() % (LATENCY + 1)) * 1000);
	pthread_mutex_lock(&lock);
	if (answers == 0)
		first = (int)(long)arg;
	number = ++answers;
	pthread_cond_signal(&answered);
	while (number - taken > REPLY_CAP && !done)
		pthread_cond_wait(&changed, &lock);
	pthread_mutex_unlock(&lock);
	return NULL;
}

/* Wait for the future to be set. */
static int get(void)
{
	int who;

	pthread_mutex_lock(&lock);
	while (answers == 0)
		pthread_cond_wait(&answered, &lock);
	taken = 1;
	done = CANCEL == 0;
	who = first;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
	return who;
}

int main(void)
{
	pthread_t threads[REPLICAS];
	int who;

	for (long i = 0; i < REPLICAS; i++)
		pthread_create(&threads[i], NULL, answer, (void *)i);
	who = get();
	printf("first: %d\n", who);
	assert(who >= 0 && who < REPLICAS);
	pthread_exit(NULL);     /* whoever is left goes on */
}
