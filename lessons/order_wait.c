/*
 * A baker puts out two loaves, one after the other, and rings each time; two buyers take one each. What a buyer does is
 * put in order by whoever plays the lesson.
 *
 * A plain program with pthreads, as the lesson about condition variables has it.
 */
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t bell = PTHREAD_COND_INITIALIZER;
static int loaves;      /* under lock */

static void *buyer(void *unused)
{
	/* ORDER */
	return unused;
}

int main(void)
{
	pthread_t buyers[2];

	for (int i = 0; i < 2; i++)
		pthread_create(&buyers[i], NULL, buyer, NULL);
	for (int i = 0; i < 2; i++) {
		pthread_mutex_lock(&lock);
		loaves++;
		pthread_cond_signal(&bell);
		pthread_mutex_unlock(&lock);
	}
	for (int i = 0; i < 2; i++)
		pthread_join(buyers[i], NULL);
	assert(loaves == 0);
	return 0;
}
