/*
 * Money is moved between two accounts, each with a lock of its own.
 *
 * A plain program with pthreads: `cc -pthread bank.c` builds it, and the lab takes it as it stands.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

#define TRANSFERS 1     /* by each of the two threads */
#define ORDERED 0       /* 1: whoever locks two accounts begins with the one that has the lower number */

static struct account {
	pthread_mutex_t lock;
	int             balance;
} accounts[2] = { { PTHREAD_MUTEX_INITIALIZER, 100 }, { PTHREAD_MUTEX_INITIALIZER, 100 } };

static void transfer(int from, int to, int amount)
{
	int first = ORDERED && to < from ? to : from, second = first == from ? to : from;

	pthread_mutex_lock(&accounts[first].lock);
	pthread_mutex_lock(&accounts[second].lock);
	accounts[from].balance -= amount;
	accounts[to].balance += amount;
	pthread_mutex_unlock(&accounts[second].lock);
	pthread_mutex_unlock(&accounts[first].lock);
}

static void *there(void *unused)
{
	for (int i = 0; i < TRANSFERS; i++)
		transfer(0, 1, 10);
	return unused;
}

static void *back(void *unused)
{
	for (int i = 0; i < TRANSFERS; i++)
		transfer(1, 0, 10);
	return unused;
}

int main(void)
{
	pthread_t threads[2];

	pthread_create(&threads[0], NULL, there, NULL);
	pthread_create(&threads[1], NULL, back, NULL);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	assert(accounts[0].balance + accounts[1].balance == 200);
	printf("%d and %d\n", accounts[0].balance, accounts[1].balance);
	return 0;
}
