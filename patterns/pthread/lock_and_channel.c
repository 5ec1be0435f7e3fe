/*
 * A lock held while sending.
 *
 * The pattern lock-and-channel as a plain program: `cc -pthread lock_and_channel.c` builds it.
 *
 *     producer --lock, count, unlock--.
 *        '------items[CAP]-------------> main: lock, count, unlock; take
 *
 * Use it when   never under the lock: what is guarded is changed under it, what
 *               blocks comes after.
 * Ends because  nobody waits for anything while holding the lock.
 * Watch         SEND=1 CAP=1, then CAP=3: who waits for whom, and when does
 *               nobody?
 * Break it      SEND=1: the producer holds the lock and waits for somebody to
 *               take; main wants the lock before it takes. It hangs in nearly
 *               every run, though not in every schedule.
 * Law           it can hang iff SEND=1 and ITEMS > CAP: only then does whoever
 *               puts wait, and the lock with it.
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

#define CAP 0           /* items that wait; 0: a rendezvous */
#define SEND 0          /* after the lock is given back, or under it: 0 after, 1 under */
#define ITEMS 3         /* items to send */
#define HOLD 0          /* ms that main does something else first */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int made;                /* how many items there are; under lock */

/* One puts, one takes: the semaphores are all the order that they need. */
static sem_t items, room;       /* items that are there; places and takes, for the one who puts */
static int item[ITEMS + 1], n_put, n_taken;

static void put(int number)
{
	item[n_put++] = number;
	sem_post(&items);
	sem_wait(&room);
}

static int take(void)
{
	int number;

	sem_wait(&items);
	number = item[n_taken++];
	sem_post(&room);
	return number;
}

static void *produce(void *unused)
{
	for (int number = 1; number <= ITEMS; number++) {
		pthread_mutex_lock(&lock);
		made = number;
		if (SEND == 1)
			put(number);
		pthread_mutex_unlock(&lock);
		if (SEND == 0)
			put(number);
	}
	return unused;
}

int main(void)
{
	pthread_t producer;

	sem_init(&items, 0, 0);
	sem_init(&room, 0, CAP);
	pthread_create(&producer, NULL, produce, NULL);
	for (int i = 1; i <= ITEMS; i++) {
		int number;

		if (HOLD)
			usleep(HOLD * 1000);
		pthread_mutex_lock(&lock);
		assert(made >= i - 1);
		pthread_mutex_unlock(&lock);
		number = take();
		assert(number == i);
	}
	pthread_join(producer, NULL);
	printf("items: %d\n", n_taken);
	return 0;
}
