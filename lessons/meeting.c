/*
 * Two walkers meet at every bench: whoever is there first waits for the other.
 *
 * A plain program with pthreads, as the lesson about condition variables has it.
 */
#include <pthread.h>

#define WALKERS 2       /* who walk */
#define BENCHES 2       /* where they meet, one after the other */
#define NUMBERED 0      /* 1: whoever waits remembers at which bench */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all_here = PTHREAD_COND_INITIALIZER;
static int here, bench; /* under lock */

static void meet(void)
{
	int mine;

	pthread_mutex_lock(&lock);
	mine = bench;
	if (++here == WALKERS) {
		here = 0;
		bench++;
		pthread_cond_broadcast(&all_here);
	} else {
		while (NUMBERED ? bench == mine : here != 0)
			pthread_cond_wait(&all_here, &lock);
	}
	pthread_mutex_unlock(&lock);
}

static void *walker(void *unused)
{
	for (int i = 0; i < BENCHES; i++)
		meet();
	return unused;
}

int main(void)
{
	pthread_t walkers[WALKERS];

	for (int i = 0; i < WALKERS; i++)
		pthread_create(&walkers[i], NULL, walker, NULL);
	for (int i = 0; i < WALKERS; i++)
		pthread_join(walkers[i], NULL);
	return 0;
}
