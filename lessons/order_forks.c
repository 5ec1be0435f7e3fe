/*
 * Two who need both forks. The one takes left, then right; what the other does is put in order by whoever plays the
 * lesson. Main fills up what the forks are for.
 *
 * A plain program with pthreads, as the lesson about locks in two orders has it.
 */
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t left = PTHREAD_MUTEX_INITIALIZER, right = PTHREAD_MUTEX_INITIALIZER;
static int rice;        /* under left */
static int fish;        /* under right */

static void *neighbour(void *unused)
{
	pthread_mutex_lock(&left);
	pthread_mutex_lock(&right);
	rice--, fish--;
	pthread_mutex_unlock(&right);
	pthread_mutex_unlock(&left);
	return unused;
}

static void *guest(void *unused)
{
	/* ORDER */
	return unused;
}

int main(void)
{
	pthread_t one, other;

	pthread_create(&one, NULL, neighbour, NULL);
	pthread_create(&other, NULL, guest, NULL);
	pthread_mutex_lock(&left);
	rice += 2;
	pthread_mutex_unlock(&left);
	pthread_mutex_lock(&right);
	fish += 2;
	pthread_mutex_unlock(&right);
	pthread_join(one, NULL);
	pthread_join(other, NULL);
	assert(rice == 0 && fish == 0);
	return 0;
}
