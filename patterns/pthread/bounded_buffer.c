/*
 * A queue with room for so many, made of a mutex and condition variables.
 *
 * The pattern bounded-buffer as a plain program: `cc -pthread bounded_buffer.c` builds it.
 *
 *     produce-1 --put--> [ . . ] --take--> consume-1
 *               not_full ^     ^ not_empty
 *
 * Use it when   one thread makes what another one needs, and neither is to run
 *               too far ahead.
 * Ends because  whoever puts wakes one who waits for an item, whoever takes
 *               wakes one who waits for room, and whoever is woken tests
 *               again.
 * Watch         CAP=1: who waits on what, and who wakes whom?
 * Break it      PRODUCERS=2 CAP=1 ITEMS=2 CONDVARS=1: a signal may wake one of
 *               the wrong side, who goes back to sleep with it. CONSUMERS=2
 *               CAP=1 ITEMS=2 TEST=1: who is woken does not look whether
 *               somebody was faster.
 * Law           with WAKE=0 and ITEMS > 1 it can hang iff CONDVARS=1 and
 *               PRODUCERS + CONSUMERS > 2 x CAP. With ITEMS > 1 TEST=1 can break
 *               iff PRODUCERS > 1 or CONSUMERS > 1.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

#define PRODUCERS 1     /* threads that put */
#define CONSUMERS 1     /* threads that take */
#define CAP 2           /* items there is room for */
#define ITEMS 4         /* items that each producer puts */
#define CONDVARS 2      /* condition variables: 2, one for each side; 1, one for both */
#define WAKE 0          /* 0 signal: wake one, 1 broadcast: wake all */
#define TEST 0          /* is the condition tested again after a wait: 0 while, 1 if */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_empty = PTHREAD_COND_INITIALIZER, its_own = PTHREAD_COND_INITIALIZER;
static pthread_cond_t *const not_full = CONDVARS == 2 ? &its_own : &not_empty;
/* under lock */
static int buffer[CAP], count, in, out, taken;

/* Wait until the number of items is not this one. */
static void wait_while(pthread_cond_t *cond, int unwanted)
{
	if (TEST != 0) {
		if (count == unwanted)
			pthread_cond_wait(cond, &lock);
		return;
	}
	while (count == unwanted)
		pthread_cond_wait(cond, &lock);
}

static void wake(pthread_cond_t *cond)
{
	if (WAKE == 1)
		pthread_cond_broadcast(cond);
	else
		pthread_cond_signal(cond);
}

static void put(int item)
{
	pthread_mutex_lock(&lock);
	wait_while(not_full, CAP);
	assert(count < CAP);
	buffer[in] = item;
	in = (in + 1) % CAP;
	count++;
	wake(&not_empty);
	pthread_mutex_unlock(&lock);
}

static int take(void)
{
	int item;

	pthread_mutex_lock(&lock);
	wait_while(&not_empty, 0);
	assert(count > 0);
	item = buffer[out];
	out = (out + 1) % CAP;
	count--;
	taken++;
	wake(not_full);
	pthread_mutex_unlock(&lock);
	return item;
}

static void *produce(void *unused)
{
	for (int i = 0; i < ITEMS; i++)
		put(i);
	return unused;
}

/* The first consumers take one more where the items cannot be shared out evenly. */
static void *consume(void *arg)
{
	long self = (long)arg, all = PRODUCERS * ITEMS;

	for (int i = self; i < all; i += CONSUMERS)
		take();
	return NULL;
}

int main(void)
{
	pthread_t producers[PRODUCERS], consumers[CONSUMERS];

	for (int i = 0; i < PRODUCERS; i++)
		pthread_create(&producers[i], NULL, produce, NULL);
	for (long i = 0; i < CONSUMERS; i++)
		pthread_create(&consumers[i], NULL, consume, (void *)i);
	for (int i = 0; i < PRODUCERS; i++)
		pthread_join(producers[i], NULL);
	for (int i = 0; i < CONSUMERS; i++)
		pthread_join(consumers[i], NULL);
	printf("taken: %d\n", taken);
	assert(taken == PRODUCERS * ITEMS);
	return 0;
}
