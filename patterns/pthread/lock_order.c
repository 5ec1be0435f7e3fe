/*
 * Threads that need two locks at once: transfers between accounts.
 *
 * The pattern lock-order as a plain program: `cc -pthread lock_order.c` builds it.
 *
 *     work-1: accounts[0], then accounts[1]    work-2: accounts[1], then accounts[0]
 *
 *     work-1 --wants--> accounts[1] --held by--> work-2
 *        ^--held by-- accounts[0] <--wants----------'
 *
 * Use it when   one change touches two things, each with a lock of its own.
 * Ends because  everybody takes the locks in one and the same order, so
 *               nobody who holds the last one waits.
 * Watch         ORDER=1: who holds what while it waits for what? Then ORDER=2:
 *               what do the threads wait for now?
 * Break it      ORDER=1: from its own account to the next, whatever their
 *               numbers. HOLD=0 makes it a matter of luck: try LOOPS=100000.
 * Law           it can hang iff ORDER=1 and TASKS >= LOCKS and LOOPS > 0: only
 *               then do the waits close to a ring.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#define TASKS 2         /* threads that transfer */
#define LOCKS 2         /* accounts, each with a lock; thread i uses i and i + 1 */
#define ORDER 0         /* 0 same: lowest number first, 1 opposite: own first, 2 gate: a lock around both */
#define LOOPS 1         /* transfers a thread makes */
#define HOLD 20         /* ms between the first lock and the second */

static struct {
	pthread_mutex_t lock;
	int             money;  /* under lock */
} accounts[LOCKS];

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static void lock_both(long from, long to)
{
	int swap = ORDER == 0 && from > to;

	pthread_mutex_lock(&accounts[swap ? to : from].lock);
	if (HOLD)
		usleep(HOLD * 1000);
	pthread_mutex_lock(&accounts[swap ? from : to].lock);
}

static void transfer(long from, long to)
{
	if (ORDER == 2)
		pthread_mutex_lock(&gate);
	lock_both(from, to);
	accounts[from].money--;
	accounts[to].money++;
	pthread_mutex_unlock(&accounts[to].lock);
	pthread_mutex_unlock(&accounts[from].lock);
	if (ORDER == 2)
		pthread_mutex_unlock(&gate);
}

static void *work(void *arg)
{
	long self = (long)arg;

	for (int i = 0; i < LOOPS; i++)
		transfer(self % LOCKS, (self + 1) % LOCKS);
	return NULL;
}

int main(void)
{
	pthread_t threads[TASKS];
	int sum = 0;

	for (int i = 0; i < LOCKS; i++)
		pthread_mutex_init(&accounts[i].lock, NULL);
	for (long i = 0; i < TASKS; i++)
		pthread_create(&threads[i], NULL, work, (void *)i);
	for (int i = 0; i < TASKS; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < LOCKS; i++) {
		printf("account %d: %+d\n", i, accounts[i].money);
		sum += accounts[i].money;
	}
	assert(sum == 0);
	return 0;
}
