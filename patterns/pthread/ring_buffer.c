/*
 * A queue that never makes its sender wait: when it is full, the oldest goes.
 *
 * The pattern ring-buffer as a plain program: `cc -pthread ring_buffer.c` builds it.
 *
 *     source --put_latest--> ring[CAP] --take--> main
 *                              '--oldest--> (dropped)
 *
 * Use it when   only the latest values count: positions, prices, screens; and
 *               the source must not be held up.
 * Ends because  the source closes the ring after its last value; and it never
 *               waits for anybody.
 * Watch         COST=5 CAP=2: which values does main get?
 * Break it      POP=1: between seeing that the ring is full and taking the
 *               oldest out, the lock is free, and main may take all: then the
 *               source waits for a value that only the source could put.
 *               Thousands of runs are clean; CAP=1 COST=5 GAP=20 makes it
 *               likely.
 * Law           POP=1 can hang iff ITEMS > CAP, and main is fast enough to empty
 *               the ring in that gap; POP=0 never does.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define CAP 4           /* values that are kept */
#define ITEMS 10        /* values that come */
#define POP 0           /* how the oldest is taken out: 0 try, 1 blocking */
#define COST 0          /* ms that main takes for each */
#define GAP 0           /* ms between seeing that it is full and taking */

enum { NONE };          /* in place of a value, from 1 */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
/* under lock */
static int ring[CAP], count, first, closed;

static void rest(int ms)
{
	if (ms)
		usleep((unsigned)ms * 1000);
}

/* ---- The ring ---- */

/* Put a value unless it is full; it is whether there was room. */
static int try_put(int value)
{
	int room;

	pthread_mutex_lock(&lock);
	room = count < CAP;
	if (room) {
		ring[(first + count++) % CAP] = value;
		pthread_cond_signal(&changed);
	}
	pthread_mutex_unlock(&lock);
	return room;
}

/* The oldest; NONE when it is empty and nobody waits, or it is closed. */
static int take(int waits)
{
	int value = NONE;

	pthread_mutex_lock(&lock);
	while (waits && count == 0 && !closed)
		pthread_cond_wait(&changed, &lock);
	if (count > 0) {
		value = ring[first];
		first = (first + 1) % CAP;
		count--;
	}
	pthread_mutex_unlock(&lock);
	return value;
}

/* Only one puts: once there is room, nobody else takes it away. */
static void put_latest(int value)
{
	if (try_put(value))
		return;
	rest(GAP);
	take(POP == 1);
	try_put(value);
}

/* ---- The threads ---- */

static void *source(void *unused)
{
	for (int value = 1; value <= ITEMS; value++)
		put_latest(value);
	pthread_mutex_lock(&lock);
	closed = 1;
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&lock);
	return unused;
}

int main(void)
{
	pthread_t thread;
	int latest = 0, value;

	pthread_create(&thread, NULL, source, NULL);
	while ((value = take(1)) != NONE) {
		assert(value > latest);
		latest = value;
		rest(COST);
	}
	printf("latest: %d\n", latest);
	assert(latest == ITEMS);
	pthread_join(thread, NULL);
	return 0;
}
