/*
 * A queue smooths bursts, and only bursts.
 *
 * The pattern queuing as a plain program: `cc -pthread queuing.c` builds it.
 *
 *     source --requests--> queue[QUEUE] --> work-1
 *                  '--when it is full: wait, or drop one--> work-2
 *
 * Use it when   requests come in bursts, and are fewer than you can serve in
 *               the long run.
 * Ends because  the source closes the queue after its last request; workers
 *               take what is left.
 * Watch         BURST=1: the same load, and nobody waits. SERVICE=20: how many
 *               are served, and how many dropped, with each POLICY?
 * Break it      SERVICE=40: more comes than two workers can serve. QUEUE=1000
 *               only delays it: every request is late. POLICY=1 or 2 keeps those
 *               short that are served, 3 tells the others at once. FULL=1: the
 *               claim that there is always room is broken sooner or later.
 * Law           the queue is full in the long run iff ARRIVALS x SERVICE > 1000 x
 *               WORKERS.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define WORKERS 2       /* threads that serve */
#define ARRIVALS 200    /* requests that come in a second */
#define SERVICE 8       /* ms to serve one */
#define QUEUE 4         /* requests that can wait; 0: only as many as there are workers who wait for one */
#define POLICY 0        /* when the queue is full: 0 block, 1 drop-new, 2 drop-old, 3 reject, tell who asked */
#define REQUESTS 40     /* requests in all */
#define BURST 4         /* requests that come at a time */
#define FULL 0          /* may the queue be full when a request comes: 0 may, 1 never */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t put = PTHREAD_COND_INITIALIZER, taken = PTHREAD_COND_INITIALIZER;
/* under lock */
static int queue[REQUESTS + 1], n_put, n_taken, waiting, closed;        /* waiting: workers for a request */
static int served, dropped, refused;

/* ---- The source; under lock ---- */

static int is_full(void)
{
	return n_put - n_taken >= QUEUE + (QUEUE ? 0 : waiting);
}

/* Make room, as the policy has it; 0: there is none for this request. */
static int make_room(void)
{
	assert(FULL == 0);
	while (POLICY == 0 && is_full())
		pthread_cond_wait(&taken, &lock);
	if (POLICY == 2 && n_put > n_taken) {
		n_taken++;
		dropped++;
	}
	if (!is_full())
		return 1;
	dropped++;
	refused += POLICY == 3;
	return 0;
}

static void ask(int request)
{
	if (is_full() && !make_room())
		return;
	queue[n_put++] = request;
	pthread_cond_signal(&put);
}

static void *source(void *unused)
{
	for (int request = 1; request <= REQUESTS; request++) {
		if ((request - 1) % BURST == 0)
			usleep(BURST * 1000000 / ARRIVALS);
		pthread_mutex_lock(&lock);
		ask(request);
		pthread_mutex_unlock(&lock);
	}
	pthread_mutex_lock(&lock);
	closed = 1;
	pthread_cond_broadcast(&put);
	pthread_mutex_unlock(&lock);
	return unused;
}

/* ---- The workers ---- */

/* 0: the queue is closed and drained. */
static int take(void)
{
	int request = 0;

	pthread_mutex_lock(&lock);
	waiting++;
	pthread_cond_signal(&taken);
	while (n_put == n_taken && !closed)
		pthread_cond_wait(&put, &lock);
	waiting--;
	if (n_put > n_taken)
		request = queue[n_taken++];
	pthread_cond_signal(&taken);
	pthread_mutex_unlock(&lock);
	return request;
}

static void *work(void *unused)
{
	while (take() != 0) {
		if (SERVICE)
			usleep(SERVICE * 1000);
		pthread_mutex_lock(&lock);
		served++;
		pthread_mutex_unlock(&lock);
	}
	return unused;
}

int main(void)
{
	pthread_t feeder, workers[WORKERS];

	for (int i = 0; i < WORKERS; i++)
		pthread_create(&workers[i], NULL, work, NULL);
	pthread_create(&feeder, NULL, source, NULL);
	pthread_join(feeder, NULL);
	for (int i = 0; i < WORKERS; i++)
		pthread_join(workers[i], NULL);
	printf("served: %d, dropped: %d, told so: %d\n", served, dropped, refused);
	assert(served + dropped == REQUESTS);
	assert(POLICY != 0 || dropped == 0);
	return 0;
}
