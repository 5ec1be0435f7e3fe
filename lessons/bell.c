/*
 * One waits for the bread, the other says that it is out.
 *
 * A plain program with pthreads, as the lesson about condition variables has it.
 */
#include <pthread.h>
#include <stdatomic.h>

#define LOCKED 0        /* 1: the bread is put out under the lock */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t bell = PTHREAD_COND_INITIALIZER;
static atomic_int bread;

static void *buyer(void *unused)
{
	pthread_mutex_lock(&lock);
	while (!bread)
		pthread_cond_wait(&bell, &lock);
	pthread_mutex_unlock(&lock);
	return unused;
}

static void *baker(void *unused)
{
	if (LOCKED)
		pthread_mutex_lock(&lock);
	bread = 1;
	pthread_cond_signal(&bell);
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	return unused;
}

int main(void)
{
	pthread_t buys, bakes;

	pthread_create(&buys, NULL, buyer, NULL);
	pthread_create(&bakes, NULL, baker, NULL);
	pthread_join(buys, NULL);
	pthread_join(bakes, NULL);
	return 0;
}
