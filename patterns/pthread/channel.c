/*
 * A queue with a capacity, between one who sends and one who receives.
 *
 * The pattern channel as a plain program: `cc -pthread channel.c` builds it.
 *
 *     sender --values[CAP]--> main             MODE=0
 *     main   --values[CAP]--> main             MODE=1: main sends all first
 *
 * Use it when   one thread has what another one needs; with CAP=0 they also
 *               wait for each other.
 * Ends because  the sender closes the channel; the receiver leaves when it is
 *               closed and drained.
 * Watch         CAP=0, then CAP=3: how far does the sender run ahead?
 * Break it      MODE=1; RECEIVES=1 (the sender is left behind); CLOSE=1 (the
 *               receiver waits for more); CLOSE=2 (closed twice); CLOSE=3 (the
 *               receiver closes after its first value; the sender sends on).
 * Law           with MODE=1 it hangs iff SENDS > CAP: nobody else could take a
 *               value out.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

#define CAP 0           /* values the channel holds; 0: a rendezvous */
#define SENDS 3         /* values to send */
#define RECEIVES 3      /* values to take; from SENDS on: until closed */
#define MODE 0          /* 0 two: two threads, 1 self: main sends to itself */
#define CLOSE 0         /* who closes, and how often: 0 on, 1 off, 2 twice, 3 receiver */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
/* under lock */
static int values[SENDS + 1], n_put, n_taken, closed;

/* ---- The channel ---- */

/* Put a value, and wait until no more than the channel holds are left. Nobody may send on a closed one. */
static void put(int value)
{
	pthread_mutex_lock(&lock);
	assert(!closed);
	values[n_put++] = value;
	pthread_cond_broadcast(&changed);
	while (n_put - n_taken > CAP) {
		pthread_cond_wait(&changed, &lock);
		assert(!closed || n_put - n_taken <= CAP);
	}
	pthread_mutex_unlock(&lock);
}

/* 0: closed and drained. */
static int take(int *value)
{
	int any;

	pthread_mutex_lock(&lock);
	while (n_put == n_taken && !closed)
		pthread_cond_wait(&changed, &lock);
	any = n_put > n_taken;
	if (any)
		*value = values[n_taken++];
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
	return any;
}

static void close_values(void)
{
	pthread_mutex_lock(&lock);
	assert(!closed);
	closed = 1;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

/* ---- The threads ---- */

static void *sender(void *unused)
{
	for (int value = 1; value <= SENDS; value++)
		put(value);
	if (CLOSE == 0 || CLOSE == 2)
		close_values();
	if (CLOSE == 2)
		close_values();
	return unused;
}

/* Take until closed; with fewer receives than sends, stop early. */
static int receive(void)
{
	int to_the_end = RECEIVES >= SENDS, value, taken = 0;

	while ((to_the_end || taken < RECEIVES) && take(&value)) {
		taken++;
		assert(value == taken);
		if (taken == 1 && CLOSE == 3)
			close_values();
	}
	return taken;
}

int main(void)
{
	pthread_t thread;

	if (MODE == 0)
		pthread_create(&thread, NULL, sender, NULL);
	else
		sender(NULL);
	printf("values: %d\n", receive());
	pthread_exit(NULL);     /* whoever is left goes on */
}
