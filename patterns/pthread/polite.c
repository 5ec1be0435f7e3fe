/*
 * Threads that back off for each other, again and again.
 *
 * The pattern polite as a plain program: `cc -pthread polite.c` builds it.
 *
 *     guest-1: has forks[0], tries forks[1], gives forks[0] back, starts over
 *     guest-2: has forks[1], tries forks[0], gives forks[1] back, starts over
 *
 * Use it when   you must not wait for a second lock while you hold the first;
 *               and then wait a random while before you try again.
 * Ends because  sooner or later one of them tries while the other one pauses;
 *               and nobody tries more than TRIES times.
 * Watch         how many tries they need. Compare HOLD=5 with BACK_OFF=1 HOLD=5.
 * Break it      BACK_OFF=1 HOLD=5: they go on in step. Nobody is blocked, and
 *               nobody gets anywhere: a livelock. After TRIES tries they give
 *               up.
 * Law           with TRIES=0 they can go on in step for ever iff BACK_OFF=1,
 *               whatever the threads: without chance nothing ever tells them
 *               apart. On a real machine some jitter may end it, no rule does.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define TASKS 2         /* threads in a circle, a fork between each two */
#define BACK_OFF 0      /* what a thread does before it tries again: 0 random, waits a while, 1 none */
#define HOLD 0          /* ms between the first fork and the second */
#define TRIES 100       /* tries after which a thread gives up; 0: never */

struct guest {
	pthread_mutex_t *own, *other;
	int              tries, served;         /* its thread's, until that is joined */
};

static pthread_mutex_t forks[TASKS];

static void rest(int ms)
{
	if (ms)
		usleep((unsigned)ms * 1000);
}

/* Take both, or neither. */
static int try_both(struct guest *guest)
{
	int both;

	pthread_mutex_lock(guest->own);
	rest(HOLD);
	both = pthread_mutex_trylock(guest->other) == 0;
	if (both)
		pthread_mutex_unlock(guest->other);
	pthread_mutex_unlock(guest->own);
	return both;
}

/* One try more, unless there have been enough. */
static int may_try(struct guest *guest)
{
	if (TRIES == 0)
		return 1;
	if (guest->tries == TRIES)
		return 0;
	guest->tries++;
	return 1;
}

static void *dine(void *arg)
{
	struct guest *guest = arg;

	while (may_try(guest) && !(guest->served = try_both(guest)))
		if (BACK_OFF == 0)
			rest(rand() % 10);
	return NULL;
}

int main(void)
{
	static struct guest guests[TASKS];
	pthread_t threads[TASKS];

	for (int i = 0; i < TASKS; i++)
		pthread_mutex_init(&forks[i], NULL);
	for (int i = 0; i < TASKS; i++) {
		guests[i].own = &forks[i];
		guests[i].other = &forks[(i + 1) % TASKS];
		pthread_create(&threads[i], NULL, dine, &guests[i]);
	}
	for (int i = 0; i < TASKS; i++) {
		pthread_join(threads[i], NULL);
		printf("tries: %d\n", guests[i].tries);
		assert(guests[i].served);
	}
	return 0;
}
