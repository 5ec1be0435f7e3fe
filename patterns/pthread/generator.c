/*
 * A thread that makes a stream: it fills the queue, and closes it.
 *
 * The pattern generator as a plain program: `cc -pthread generator.c` builds it.
 *
 *     generate --values[BUFFER]--> main
 *         ^------------done---------'
 *
 * Use it when   values are made one after the other, and only as far as
 *               somebody wants them.
 * Ends because  the generator closes the queue after the last value; a consumer
 *               who has enough says so, and the generator waits for either:
 *               room for a value, or the end.
 * Watch         BUFFER=0, then 3: how many values are made that nobody has
 *               asked for?
 * Break it      TAKE=2 DONE=1: main leaves, and the generator offers the third
 *               value for ever.
 * Law           with DONE=1 a thread is left behind iff TAKE > 0 and ITEMS -
 *               TAKE > BUFFER (TAKE=0 takes all).
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

#define ITEMS 5         /* values there are */
#define BUFFER 0        /* values made ahead; 0: only on demand */
#define TAKE 0          /* main stops after so many; 0: all */
#define DONE 0          /* does main say that it has enough: 0 on, 1 off */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t made = PTHREAD_COND_INITIALIZER, wanted = PTHREAD_COND_INITIALIZER;
/* under lock */
static int values[ITEMS + 1], n_made, n_taken, closed, done;

/* Hand a value over. Returns whether more are wanted. */
static int offer(int value)
{
	int more;

	pthread_mutex_lock(&lock);
	values[n_made++] = value;
	pthread_cond_signal(&made);
	while (n_made - n_taken > BUFFER && !done)
		pthread_cond_wait(&wanted, &lock);
	more = !done;
	pthread_mutex_unlock(&lock);
	return more;
}

static void *generate(void *unused)
{
	for (int value = 1; value <= ITEMS && offer(value); value++)
		;
	pthread_mutex_lock(&lock);
	closed = 1;
	pthread_cond_signal(&made);
	pthread_mutex_unlock(&lock);
	return unused;
}

/* 0: there are no more. */
static int take(int *value)
{
	int any;

	pthread_mutex_lock(&lock);
	while (n_made == n_taken && !closed)
		pthread_cond_wait(&made, &lock);
	any = n_made > n_taken;
	if (any)
		*value = values[n_taken++];
	pthread_cond_signal(&wanted);
	pthread_mutex_unlock(&lock);
	return any;
}

static void say_enough(void)
{
	pthread_mutex_lock(&lock);
	done = 1;
	pthread_cond_signal(&wanted);
	pthread_mutex_unlock(&lock);
}

int main(void)
{
	pthread_t thread;
	int value, taken = 0;

	pthread_create(&thread, NULL, generate, NULL);
	while ((TAKE == 0 || taken < TAKE) && take(&value)) {
		taken++;
		assert(value == taken);
	}
	printf("values: %d\n", taken);
	assert(taken == (TAKE && TAKE < ITEMS ? TAKE : ITEMS));
	if (DONE == 0)
		say_enough();
	pthread_exit(NULL);     /* whoever is left goes on */
}
