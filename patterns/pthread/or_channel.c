/*
 * A signal that is given as soon as the first of several is.
 *
 * The pattern or-channel as a plain program: `cc -pthread or_channel.c` builds it.
 *
 *     signal-1 --.
 *     signal-2 ---listen--> any --> main         FORM=1
 *     signal-3 --'
 *
 *     signal-1 --listen--> any-1 --> main        FORM=0: each listens to a signal,
 *     signal-2 --listen--> any-2                 to the next and to the one before:
 *     signal-3 --listen--> any-3                 all end when one does
 *
 * Nothing is sent: to give a signal is to set its flag, and to wake those who
 * wait. Nobody can wait for two condition variables at a time, and so all flags
 * share one.
 *
 * Use it when   any one of several events ends a wait, and the waiter wants to
 *               hear of one only.
 * Ends because  the first signal makes its listener give its own; that ends all
 *               the others.
 * Watch         FORM=0 FIRE=3: how the news travels to main and to the end of
 *               the chain.
 * Break it      FIRE=0: no signal is ever given, and all of them wait.
 *               CHANNELS=0: the first of none never comes.
 * Law           hangs iff FIRE = 0 or FIRE > CHANNELS: then none of the signals
 *               is ever given.
 */
#include <pthread.h>
#include <stdio.h>

#define CHANNELS 4      /* signals to listen to */
#define FIRE 1          /* the signal that is given; 0: none */
#define FORM 0          /* a chain of listeners, or one for all: 0 recursive, 1 flat */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t given = PTHREAD_COND_INITIALIZER;
/* under lock; from 1, so that there is one before and one after, which are never given; FORM=1 has only any[1] */
static int signals[CHANNELS + 2], any[CHANNELS + 2];

static void give(int *flag)
{
	*flag = 1;
	pthread_cond_broadcast(&given);
}

static int is_any_given(void)
{
	for (int i = 1; i <= CHANNELS; i++)
		if (signals[i])
			return 1;
	return 0;
}

/* FORM=1: one thread listens to all. */
static void *listen_to_all(void *unused)
{
	pthread_mutex_lock(&lock);
	while (!is_any_given())
		pthread_cond_wait(&given, &lock);
	give(&any[1]);
	pthread_mutex_unlock(&lock);
	return unused;
}

/* FORM=0: to one signal, and to the rest. */
static void *listen_to_one(void *arg)
{
	long i = (long)arg;

	pthread_mutex_lock(&lock);
	while (!signals[i] && !any[i + 1] && !any[i - 1])
		pthread_cond_wait(&given, &lock);
	give(&any[i]);
	pthread_mutex_unlock(&lock);
	return NULL;
}

static void *fire(void *unused)
{
	pthread_mutex_lock(&lock);
	give(&signals[FIRE]);
	pthread_mutex_unlock(&lock);
	return unused;
}

int main(void)
{
	pthread_t thread;

	if (FORM == 1 && CHANNELS > 0)
		pthread_create(&thread, NULL, listen_to_all, NULL);
	for (long i = 1; FORM == 0 && i <= CHANNELS; i++)
		pthread_create(&thread, NULL, listen_to_one, (void *)i);
	if (FIRE >= 1 && FIRE <= CHANNELS)
		pthread_create(&thread, NULL, fire, NULL);
	pthread_mutex_lock(&lock);
	while (!any[1])
		pthread_cond_wait(&given, &lock);
	pthread_mutex_unlock(&lock);
	printf("one of %d\n", CHANNELS);
	pthread_exit(NULL);     /* whoever is left goes on */
}
