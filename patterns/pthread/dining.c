/*
 * Philosophers around a table, a fork between each two; to eat, one needs both.
 *
 * The pattern dining as a plain program: `cc -pthread dining.c` builds it.
 *
 *                   philosopher 0
 *            forks[0]           forks[1]
 *        philosopher 2       philosopher 1         SEATS=3
 *                    forks[2]
 *
 * Use it when   threads need several locks at once, and every lock is wanted
 *               by more than one.
 * Ends because  all take the fork with the lower number first: whoever holds
 *               the highest fork waits for nobody.
 * Watch         ORDER=3: who waits at the door, and how many eat at the same
 *               time?
 * Break it      ORDER=1: everybody takes the left fork, and waits for the
 *               right one. That takes HOLD=20: without it they hardly ever get
 *               so far at the same time. Then ORDER=2 HOLD=20: a single
 *               left-hander is enough.
 * Law           it can hang iff ORDER=1 and MEALS > 0, whatever the seats: in
 *               every other order there is one whom nobody can keep from
 *               eating.
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

#define SEATS 5         /* philosophers, and forks */
#define MEALS 1         /* times that each one eats */
#define ORDER 0         /* which fork first: 0 ordered, 1 same-handed, 2 one-left, 3 seats-1: only so many sit down */
#define HOLD 0          /* ms between the first fork and the second */

static pthread_mutex_t forks[SEATS];
static sem_t room;              /* as many places as may sit; with ORDER=3 */
static int eaten[SEATS];

/* Does this one take the fork to the right first? */
static int starts_right(long number)
{
	return ORDER == 0 ? number == SEATS - 1 : ORDER == 2 && number == 0;
}

static void eat(long self)
{
	long left = self, right = (self + 1) % SEATS;
	int swap = starts_right(self);
	pthread_mutex_t *first = &forks[swap ? right : left], *second = &forks[swap ? left : right];

	pthread_mutex_lock(first);
	if (HOLD)
		usleep(HOLD * 1000);
	pthread_mutex_lock(second);
	eaten[self]++;
	pthread_mutex_unlock(second);
	pthread_mutex_unlock(first);
}

static void *philosopher(void *arg)
{
	long self = (long)arg;

	for (int meal = 0; meal < MEALS; meal++) {
		if (ORDER == 3)
			sem_wait(&room);
		eat(self);
		if (ORDER == 3)
			sem_post(&room);
	}
	return NULL;
}

int main(void)
{
	pthread_t threads[SEATS];

	sem_init(&room, 0, SEATS - 1);
	for (int i = 0; i < SEATS; i++)
		pthread_mutex_init(&forks[i], NULL);
	for (long i = 0; i < SEATS; i++)
		pthread_create(&threads[i], NULL, philosopher, (void *)i);
	for (int i = 0; i < SEATS; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < SEATS; i++)
		assert(eaten[i] == MEALS);
	printf("eaten: %d\n", SEATS);
	return 0;
}
