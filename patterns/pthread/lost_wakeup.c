/*
 * A signal that comes before the wait.
 *
 * The pattern lost-wakeup as a plain program: `cc -pthread lost_wakeup.c` builds it.
 *
 *     waiter:    tests, sees nothing,            waits for a signal that has been
 *     signaller:                     signals
 *
 * Use it when   you want to see why the test belongs under the lock. Nothing
 *               else is wrong here.
 * Ends because  with the test under the lock, nothing can change between the
 *               test and the wait.
 * Watch         PAUSE=20: when does the signaller get the lock?
 * Break it      TEST=1: the condition may become true between the test and the
 *               wait, and a condition variable does not remember signals.
 *               PAUSE=0 makes it a matter of luck.
 * Law           it can hang iff TEST=1, whatever the pause: only then can the
 *               signal come between the test and the wait.
 */
#include <assert.h>
#include <pthread.h>
#include <unistd.h>

#define TEST 0          /* is the condition tested with the lock held: 0 inside, 1 outside */
#define PAUSE 20        /* ms between the test and the wait */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static int ready;               /* under lock; but not with TEST=1 */

static void rest(int ms)
{
	if (ms)
		usleep(ms * 1000);
}

static void wait_inside(void)
{
	pthread_mutex_lock(&lock);
	while (!ready) {
		rest(PAUSE);
		pthread_cond_wait(&cond, &lock);
	}
	pthread_mutex_unlock(&lock);
}

static void wait_outside(void)
{
	if (ready)
		return;
	rest(PAUSE);
	pthread_mutex_lock(&lock);
	pthread_cond_wait(&cond, &lock);
	pthread_mutex_unlock(&lock);
}

static void *waiter(void *unused)
{
	if (TEST == 0)
		wait_inside();
	else
		wait_outside();
	assert(ready);
	return unused;
}

static void *signaller(void *unused)
{
	rest(PAUSE / 2);
	pthread_mutex_lock(&lock);
	ready = 1;
	pthread_cond_signal(&cond);
	pthread_mutex_unlock(&lock);
	return unused;
}

int main(void)
{
	pthread_t threads[2];

	pthread_create(&threads[0], NULL, waiter, NULL);
	pthread_create(&threads[1], NULL, signaller, NULL);
	pthread_join(threads[0], NULL);
	pthread_join(threads[1], NULL);
	return 0;
}
