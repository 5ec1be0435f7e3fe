/*
 * A few costly things, lent and given back.
 *
 * The pattern pooling as a plain program: `cc -pthread pooling.c` builds it.
 *
 *     pool --borrow--> work-1 --give back--> pool       2 things, 4 threads
 *      '-------------> work-2
 *
 * Use it when   a thing is too costly to make for each use, or there are only
 *               so many: connections, buffers, licences.
 * Ends because  whoever has borrowed a thing gives it back, and wakes one who
 *               waits for it.
 * Watch         THINGS=1, then THINGS=4: who waits, with COST=20?
 * Break it      GIVE_BACK=1: things are kept, and those who come later wait for
 *               ever.
 * Law           GIVE_BACK=1 hangs iff TASKS x LOOPS > THINGS.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define THINGS 2        /* things to lend */
#define TASKS 4         /* threads that borrow */
#define LOOPS 2         /* times that each thread borrows one */
#define GIVE_BACK 0     /* does a thread give back what it has borrowed: 0 on, 1 off */
#define COST 0          /* ms that a thread uses it */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t given_back = PTHREAD_COND_INITIALIZER;
/* under lock */
static int free_things = THINGS, borrowed;

static void borrow(void)
{
	pthread_mutex_lock(&lock);
	while (free_things == 0)
		pthread_cond_wait(&given_back, &lock);
	free_things--;
	borrowed++;
	pthread_mutex_unlock(&lock);
}

static void give_back(void)
{
	pthread_mutex_lock(&lock);
	free_things++;
	assert(free_things <= THINGS);
	pthread_cond_signal(&given_back);
	pthread_mutex_unlock(&lock);
}

static void *work(void *unused)
{
	for (int i = 0; i < LOOPS; i++) {
		borrow();
		if (COST)
			usleep(COST * 1000);
		if (GIVE_BACK == 0)
			give_back();
	}
	return unused;
}

int main(void)
{
	pthread_t threads[TASKS + 1];

	for (int i = 0; i < TASKS; i++)
		pthread_create(&threads[i], NULL, work, NULL);
	for (int i = 0; i < TASKS; i++)
		pthread_join(threads[i], NULL);
	printf("borrowed: %d\n", borrowed);
	assert(borrowed == TASKS * LOOPS);
	return 0;
}
