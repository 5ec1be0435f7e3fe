/*
 * A worker that proves it is alive.
 *
 * The pattern heartbeat as a plain program: `cc -pthread heartbeat.c` builds it.
 *
 *     worker --result--> main
 *        '----beat-----> main --too long without?--> gives it up
 *
 * Use it when   you wait for somebody who may be stuck, and must know slow from
 *               dead.
 * Ends because  either all results come, or the beats stop and main gives the
 *               worker up.
 * Watch         UNIT=50 PULSE=10: beats between results. STUCK=3: when does
 *               main notice?
 * Break it      STUCK=3 HEEDS=1: main waits for a result that never comes.
 *               TIMEOUT=10 PULSE=100 UNIT=50: main gives up a worker that is
 *               alive. PULSE_SEND=1 HEEDS=1 UNIT=50: the worker waits for
 *               somebody to hear its beat.
 * Law           HEEDS=1 hangs iff STUCK > 0 and STUCK <= UNITS, or PULSE_SEND=1
 *               and a beat is due before the end. With HEEDS=0 and nobody stuck
 *               a false alarm comes iff UNITS > 0 and TIMEOUT < PULSE and
 *               TIMEOUT < UNIT.
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

#define UNITS 5         /* results the worker has to find */
#define PULSE 10        /* ms between beats */
#define TIMEOUT 500     /* ms of silence after which main gives up */
#define UNIT 20         /* ms of work for a result */
#define HEEDS 0         /* does main listen to beats, and give up without: 0 on, 1 off */
#define PULSE_SEND 0    /* how the worker sends a beat: 0 try, nobody need hear it, 1 blocking, until it is heard */
#define STUCK 0         /* the unit at which the worker gets stuck; 0: at none */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t sent = PTHREAD_COND_INITIALIZER, heard = PTHREAD_COND_INITIALIZER;        /* to main; to the worker */
/* under lock */
static int beat, result, results, given_up;     /* beat, result: one is sent that main has not heard yet */

/* ---- Time ---- */

static void add_ms(struct timespec *at, int ms)
{
	at->tv_nsec += ms % 1000 * 1000000L;
	at->tv_sec += ms / 1000 + at->tv_nsec / 1000000000L;
	at->tv_nsec %= 1000000000L;
}

static struct timespec in_ms(int ms)
{
	struct timespec at;

	clock_gettime(CLOCK_REALTIME, &at);
	add_ms(&at, ms);
	return at;
}

static int is_before(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec < b->tv_sec || (a->tv_sec == b->tv_sec && a->tv_nsec < b->tv_nsec);
}

/* ---- The worker; all of it under lock ---- */

/* Until the time has come, or main has given up. */
static void work_until(const struct timespec *at)
{
	while (!given_up && pthread_cond_timedwait(&heard, &lock, at) != ETIMEDOUT)
		;
}

/* Until main has heard it, or given up. */
static void send(int *what)
{
	*what = 1;
	pthread_cond_signal(&sent);
	while (*what && !given_up)
		pthread_cond_wait(&heard, &lock);
}

static void send_beat(void)
{
	if (PULSE_SEND == 1) {
		send(&beat);
		return;
	}
	beat = 1;
	pthread_cond_signal(&sent);
}

/* Work for a unit, and beat meanwhile. */
static void do_unit(struct timespec *next_beat)
{
	struct timespec end = in_ms(UNIT);

	while (!given_up && is_before(next_beat, &end)) {
		work_until(next_beat);
		send_beat();
		add_ms(next_beat, PULSE);
	}
	work_until(&end);
}

static void *work(void *unused)
{
	struct timespec next_beat = in_ms(PULSE);

	pthread_mutex_lock(&lock);
	for (int unit = 1; unit <= UNITS && !given_up; unit++) {
		while (unit == STUCK && !given_up)
			pthread_cond_wait(&heard, &lock);
		do_unit(&next_beat);
		if (!given_up)
			send(&result);
	}
	pthread_mutex_unlock(&lock);
	return unused;
}

/* ---- Main; all of it under lock ---- */

/* Until something is sent; 0: it was silent for too long. */
static int listen(void)
{
	struct timespec end = in_ms(TIMEOUT);

	while (!result && (HEEDS == 1 || !beat))
		if (HEEDS == 1)
			pthread_cond_wait(&sent, &lock);
		else if (pthread_cond_timedwait(&sent, &lock, &end) == ETIMEDOUT)
			return result || beat;
	return 1;
}

/* Collect the results, as long as the worker is alive. */
static void watch(void)
{
	while (results < UNITS && listen()) {
		results += result;
		result = 0;
		if (HEEDS == 0)
			beat = 0;
		pthread_cond_signal(&heard);
	}
}

int main(void)
{
	pthread_t worker;

	pthread_create(&worker, NULL, work, NULL);
	pthread_mutex_lock(&lock);
	watch();
	given_up = 1;
	pthread_cond_signal(&heard);
	pthread_mutex_unlock(&lock);
	pthread_join(worker, NULL);
	printf("results: %d\n", results);
	assert(results == (STUCK && STUCK <= UNITS ? STUCK - 1 : UNITS));
	return 0;
}
