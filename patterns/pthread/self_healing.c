/*
 * A steward restarts a ward that stops beating.
 *
 * The pattern self-healing as a plain program: `cc -pthread self_healing.c` builds it.
 *
 *     steward --starts, and ends--> ward-1, ward-2, ...
 *        ^-----------beats-------------'
 *
 * Use it when   a thread may get stuck for reasons you cannot remove, and its
 *               work can go on where it was left.
 * Ends because  each ward leaves when its life ends, and the last one does what
 *               is left.
 * Watch         LIVES=4: what does each ward do, and what is done when it
 *               begins?
 * Break it      LISTEN=1: wards that got stuck stay: zombies. START=400: a ward
 *               is given up before it has begun, again and again. RESUME=1: each
 *               begins from nothing.
 * Law           leaks iff LISTEN=1 and LIVES > 1: LIVES - 1 of them. It can
 *               break iff START >= TIMEOUT: a ward may be given up before its
 *               first beat; and does iff RESUME=1 and LIVES > 1.
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define LIVES 3         /* wards, one after the other; and units of work */
#define TIMEOUT 250     /* ms without a beat after which a ward is given up */
#define START 5         /* ms that a ward takes to begin */
#define LISTEN 0        /* does a ward that is stuck see its end: 0 on, 1 off */
#define RESUME 0        /* does a ward go on where the last one stopped: 0 on, 1 off */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t beaten = PTHREAD_COND_INITIALIZER, changed = PTHREAD_COND_INITIALIZER;    /* to the steward; to wards */
/* under lock */
static int beat;                /* how much a ward has done, until the steward hears it; 0 for nothing */
static int lives_ended;         /* wards up to this number are given up */

struct ward {
	int number;             /* from 1 */
	int done;               /* when it begins */
};

/* ---- A ward; under lock ---- */

static int is_given_up(const struct ward *ward)
{
	return lives_ended >= ward->number;
}

/* Until the steward has heard it. Returns 0 when it has given the ward up. */
static int send_beat(const struct ward *ward, int done)
{
	if (is_given_up(ward))
		return 0;
	beat = done;
	pthread_cond_signal(&beaten);
	while (beat && !is_given_up(ward))
		pthread_cond_wait(&changed, &lock);
	return !is_given_up(ward);
}

/* Only who listens gets out. */
static void get_stuck(const struct ward *ward)
{
	while (LISTEN == 1 || !is_given_up(ward))
		pthread_cond_wait(&changed, &lock);
}

/* Each ward does one unit and gets stuck, the last one does all that is left. */
static void *work(void *arg)
{
	const struct ward *ward = arg;

	if (START)
		usleep(START * 1000);
	pthread_mutex_lock(&lock);
	for (int done = ward->done + 1; done <= LIVES && send_beat(ward, done); done++)
		if (ward->number < LIVES || RESUME == 1) {
			get_stuck(ward);
			break;
		}
	pthread_mutex_unlock(&lock);
	return NULL;
}

/* ---- The steward ---- */

/* Until a beat comes; 0: there was none for too long. Under lock. */
static int listen(void)
{
	struct timespec end;
	int heard;

	clock_gettime(CLOCK_REALTIME, &end);
	end.tv_nsec += TIMEOUT % 1000 * 1000000L;
	end.tv_sec += TIMEOUT / 1000 + end.tv_nsec / 1000000000L;
	end.tv_nsec %= 1000000000L;
	while (!beat && pthread_cond_timedwait(&beaten, &lock, &end) != ETIMEDOUT)
		;
	heard = beat;
	beat = 0;
	pthread_cond_broadcast(&changed);
	return heard;
}

/* Watch one ward as long as it beats, then give it up. Returns what has been done. */
static int watch(int done)
{
	int heard;

	pthread_mutex_lock(&lock);
	while (done < LIVES && (heard = listen()) != 0)
		done = heard;
	lives_ended++;
	beat = 0;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
	return done;
}

int main(void)
{
	static struct ward wards[LIVES];
	pthread_t thread;
	int done = 0;

	for (int i = 0; i < LIVES && done < LIVES; i++) {
		wards[i] = (struct ward){ i + 1, RESUME == 0 ? done : 0 };
		pthread_create(&thread, NULL, work, &wards[i]);
		done = watch(done);
	}
	printf("done: %d of %d\n", done, LIVES);
	assert(done == LIVES);
	pthread_exit(NULL);     /* whoever is left goes on */
}
