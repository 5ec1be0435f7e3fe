/*
 * Tokens are put on a table; whoever wants one waits until there is one.
 *
 * A plain program with pthreads, as the lesson about condition variables has it.
 */
#include <assert.h>
#include <pthread.h>

#define TAKERS 2        /* who want a token, one each */
#define LOOK_AGAIN 0    /* 1: whoever is woken looks again */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static int tokens;      /* under lock */

static void *taker(void *unused)
{
	pthread_mutex_lock(&lock);
	if (tokens == 0)
		do
			pthread_cond_wait(&more, &lock);
		while (LOOK_AGAIN && tokens == 0);
	tokens--;
	assert(tokens >= 0);
	pthread_mutex_unlock(&lock);
	return unused;
}

int main(void)
{
	pthread_t takers[TAKERS];

	for (int i = 0; i < TAKERS; i++)
		pthread_create(&takers[i], NULL, taker, NULL);
	for (int i = 0; i < TAKERS; i++) {
		pthread_mutex_lock(&lock);
		tokens++;
		pthread_cond_signal(&more);
		pthread_mutex_unlock(&lock);
	}
	for (int i = 0; i < TAKERS; i++)
		pthread_join(takers[i], NULL);
	return 0;
}
