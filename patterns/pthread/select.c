/*
 * Wait for several queues, and take from one that has something.
 *
 * The pattern select as a plain program: `cc -pthread select.c` builds it.
 *
 *     source-1 --replies[0][REPLY_CAP]--.
 *     source-2 --replies[1][REPLY_CAP]---> main
 *
 * Nobody can wait for two condition variables at a time: so all queues that one
 * waits for share a lock and a condition variable, `changed`.
 *
 * Use it when   a thread must be ready for whatever comes first, or must not
 *               wait for ever.
 * Ends because  a source closes its queue after its last value; main leaves
 *               when all are closed and drained.
 * Watch         in which order the values come, with COST=20. DEFAULT=1: how
 *               often main looks and finds nothing.
 * Break it      TIMEOUT=5 COST=200: main gives up, and the sources hold out
 *               their values for ever; REPLY_CAP=3 gives them room.
 * Law           a timeout shorter than COST leaves a source behind iff TIMEOUT >
 *               0 and ITEMS > REPLY_CAP: only a value that finds room needs
 *               nobody to take it.
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define SOURCES 2       /* threads that send, each into its own queue */
#define ITEMS 3         /* values that each source sends */
#define TIMEOUT 0       /* ms that main waits for a value; 0: for ever */
#define DEFAULT 0       /* 1: main does not wait, but looks again every ms */
#define REPLY_CAP 0     /* values for which a queue has room */
#define COST 0          /* ms that each value takes */

enum { NOTHING = -1, GIVEN_UP = -2, ALL_DRAINED = -3 };         /* in place of the number of a queue */

struct queue {
	int            values[ITEMS + 1], n_put, n_taken, closed;       /* under lock */
	pthread_cond_t taken;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;       /* of any of the queues */
static struct queue replies[SOURCES];

/* ---- Whoever sends ---- */

static void put(struct queue *to, int value)
{
	pthread_mutex_lock(&lock);
	to->values[to->n_put++] = value;
	pthread_cond_signal(&changed);
	while (to->n_put - to->n_taken > REPLY_CAP)
		pthread_cond_wait(&to->taken, &lock);
	pthread_mutex_unlock(&lock);
}

static void *source(void *arg)
{
	struct queue *to = arg;

	for (int value = 1; value <= ITEMS; value++) {
		if (COST)
			usleep(COST * 1000);
		put(to, value);
	}
	pthread_mutex_lock(&lock);
	to->closed = 1;
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&lock);
	return NULL;
}

/* ---- Whoever waits ---- */

static struct timespec in_ms(int ms)
{
	struct timespec at;

	clock_gettime(CLOCK_REALTIME, &at);
	at.tv_nsec += ms % 1000 * 1000000L;
	at.tv_sec += ms / 1000 + at.tv_nsec / 1000000000L;
	at.tv_nsec %= 1000000000L;
	return at;
}

/* The queue that has something, NOTHING for now, or ALL_DRAINED. Under lock. */
static int ready(void)
{
	int drained = 0;

	for (int i = 0; i < SOURCES; i++) {
		if (replies[i].n_put > replies[i].n_taken)
			return i;
		drained += replies[i].closed;
	}
	return drained == SOURCES ? ALL_DRAINED : NOTHING;
}

/* Wait as long as main does until a queue is ready. Under lock. */
static int wait_for_any(void)
{
	struct timespec at = in_ms(TIMEOUT);
	int i, late = 0;

	while ((i = ready()) == NOTHING && !late && !DEFAULT)
		if (TIMEOUT)
			late = pthread_cond_timedwait(&changed, &lock, &at) == ETIMEDOUT;
		else
			pthread_cond_wait(&changed, &lock);
	return i == NOTHING && late ? GIVEN_UP : i;
}

/* One value from whoever is ready; the number of its queue, or why there is none. */
static int take_any(int *value)
{
	int i;

	pthread_mutex_lock(&lock);
	i = wait_for_any();
	if (i >= 0) {
		*value = replies[i].values[replies[i].n_taken++];
		pthread_cond_signal(&replies[i].taken);
	}
	pthread_mutex_unlock(&lock);
	return i;
}

int main(void)
{
	pthread_t thread;
	int taken[SOURCES] = { 0 }, all = 0, value, i;

	for (i = 0; i < SOURCES; i++) {
		pthread_cond_init(&replies[i].taken, NULL);
		pthread_create(&thread, NULL, source, &replies[i]);
	}
	while ((i = take_any(&value)) != ALL_DRAINED && i != GIVEN_UP)
		if (i == NOTHING) {
			usleep(1000);
		} else {
			assert(value == ++taken[i]);
			all++;
		}
	printf("values: %d\n", all);
	pthread_exit(NULL);     /* whoever is left goes on */
}
