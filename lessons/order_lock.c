/*
 * Two clerks add one each to a tally. What a clerk does is put in order by whoever plays the lesson.
 *
 * A plain program with pthreads, as the lesson about what a lock guards has it.
 */
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t shared = PTHREAD_MUTEX_INITIALIZER;
static int counter;

static void *clerk(void *unused)
{
	pthread_mutex_t own = PTHREAD_MUTEX_INITIALIZER;

	(void)own;
	/* ORDER */
	return unused;
}

int main(void)
{
	pthread_t clerks[2];

	for (int i = 0; i < 2; i++)
		pthread_create(&clerks[i], NULL, clerk, NULL);
	for (int i = 0; i < 2; i++)
		pthread_join(clerks[i], NULL);
	assert(counter == 2);
	return 0;
}
