/*
 * Who sleeps when there is nothing to do, and who wakes whom.
 *
 * The pattern sleeping-barber as a plain program: `cc -pthread sleeping_barber.c` builds it.
 *
 *     customers --sit down--> chairs[2] --next--> barber
 *          '--leave when all chairs are taken
 *
 * Use it when   a server sleeps while nobody comes, and so many can wait, but
 *               no more.
 * Ends because  whoever sits down says so with a semaphore, which remembers
 *               it; when all have been, main says that the shop is closed.
 * Watch         CHAIRS=1 CUSTOMERS=6 COST=5: how many find no chair?
 * Break it      VARIANT=1: the barber looks, nobody is there, somebody sits
 *               down and sees a barber who is not asleep, the barber falls
 *               asleep. VARIANT=2: the barber waits for customers with the
 *               door locked.
 * Law           it can hang iff VARIANT=1 or VARIANT=2, whatever the numbers:
 *               only a semaphore remembers who came while nobody slept, and
 *               locks nobody out.
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

#define CHAIRS 2        /* customers that can wait */
#define CUSTOMERS 4     /* customers that come */
#define BARBERS 1       /* barbers */
#define VARIANT 0       /* how a barber sleeps: 0 semaphores, 1 check-then-sleep, 2 lock-held */
#define COST 0          /* ms for one customer */
#define GAP 20          /* ms between check and sleep */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t bell = PTHREAD_COND_INITIALIZER;          /* with VARIANT=1 */
static sem_t arrived, next;     /* one for each who has sat down, for each who is called */
/* under lock */
static int waiting, asleep, closed, served, turned_away;

/* ---- The customer ---- */

static void call_barber(void)
{
	if (VARIANT != 1) {
		sem_post(&arrived);
	} else if (asleep > 0) {
		asleep--;
		pthread_cond_signal(&bell);
	}
}

static void *customer(void *unused)
{
	int room;

	pthread_mutex_lock(&lock);
	room = waiting < CHAIRS;
	if (room) {
		waiting++;
		call_barber();
	} else {
		turned_away++;
	}
	pthread_mutex_unlock(&lock);
	if (room)
		sem_wait(&next);
	return unused;
}

/* ---- The barber ---- */

/* Sleep until somebody may be there; come back with the lock held. */
static void sleep_and_lock(void)
{
	if (VARIANT == 0)
		sem_wait(&arrived);
	if (VARIANT == 1 && !waiting && !closed) {
		if (GAP)
			usleep(GAP * 1000);
		pthread_mutex_lock(&lock);
		asleep++;
		pthread_cond_wait(&bell, &lock);
		return;
	}
	pthread_mutex_lock(&lock);
	if (VARIANT > 1)
		sem_wait(&arrived);
}

static void *barber(void *unused)
{
	for (int open = 1; open;) {
		int somebody;

		sleep_and_lock();
		somebody = waiting > 0;
		open = somebody || !closed;
		if (somebody) {
			waiting--;
			served++;
		}
		pthread_mutex_unlock(&lock);
		if (somebody) {
			if (COST)
				usleep(COST * 1000);
			sem_post(&next);
		}
	}
	return unused;
}

static void close_shop(void)
{
	pthread_mutex_lock(&lock);
	closed = 1;
	pthread_mutex_unlock(&lock);
	for (int i = 0; i < BARBERS; i++)
		sem_post(&arrived);
	pthread_cond_broadcast(&bell);
}

int main(void)
{
	pthread_t barbers[BARBERS], customers[CUSTOMERS];

	sem_init(&arrived, 0, 0);
	sem_init(&next, 0, 0);
	for (int i = 0; i < BARBERS; i++)
		pthread_create(&barbers[i], NULL, barber, NULL);
	for (int i = 0; i < CUSTOMERS; i++)
		pthread_create(&customers[i], NULL, customer, NULL);
	for (int i = 0; i < CUSTOMERS; i++)
		pthread_join(customers[i], NULL);
	close_shop();
	for (int i = 0; i < BARBERS; i++)
		pthread_join(barbers[i], NULL);
	printf("%d served, %d turned away\n", served, turned_away);
	assert(served + turned_away == CUSTOMERS);
	return 0;
}
