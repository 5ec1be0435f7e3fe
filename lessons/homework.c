/*
 * Two clerks move money from one account to the other, each the other way; main reports when both are done.
 *
 * A plain program with pthreads, as the lesson about homework has it. It has three faults.
 */
#include <pthread.h>
#include <stdio.h>

#define CLERKS 2        /* who move money, once each */
#define ORDERED 0       /* 1: whoever needs both accounts begins with the first */
#define COUNTED 0       /* 1: a move is counted under the lock of the desk */
#define LOOK_AGAIN 0    /* 1: whoever is woken looks again */

static pthread_mutex_t account[2] = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER };
static int money[2] = { 50, 50 };       /* each under the lock of its account */

static pthread_mutex_t desk = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;
static int done, moves;                 /* how many clerks, how many moves */

static void move(int from, int to)
{
	int first = ORDERED ? 0 : from, second = 1 - first;

	pthread_mutex_lock(&account[first]);
	pthread_mutex_lock(&account[second]);
	money[from] -= 10;
	money[to] += 10;
	pthread_mutex_unlock(&account[second]);
	pthread_mutex_unlock(&account[first]);
}

static void *clerk(void *number)
{
	int from = *(const int *)number % 2;

	move(from, 1 - from);
	if (!COUNTED)
		moves++;
	pthread_mutex_lock(&desk);
	if (COUNTED)
		moves++;
	done++;
	pthread_cond_signal(&news);
	pthread_mutex_unlock(&desk);
	return NULL;
}

static void report(void)
{
	pthread_mutex_lock(&desk);
	if (done < CLERKS)
		do
			pthread_cond_wait(&news, &desk);
		while (LOOK_AGAIN && done < CLERKS);
	printf("moves: %d\n", moves);
	pthread_mutex_unlock(&desk);
}

int main(void)
{
	pthread_t clerks[CLERKS];
	int numbers[CLERKS];

	for (int i = 0; i < CLERKS; i++) {
		numbers[i] = i;
		pthread_create(&clerks[i], NULL, clerk, &numbers[i]);
	}
	report();
	for (int i = 0; i < CLERKS; i++)
		pthread_join(clerks[i], NULL);
	return 0;
}
