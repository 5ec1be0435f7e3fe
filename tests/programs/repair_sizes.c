/* expect: explore => sometimes deadlock, PROVED
 * expect: repair seconds=0 => says "1},"
 */
/* A number beside the one it has does not compile: it is no repair, and keeps none from being found. */
#include <pthread.h>

#define UNITS 1         // there is no other number
#define ORDERED 0       // 1: both begin with locks[0]

static char only_one[UNITS == 1 ? 1 : -1];
static pthread_mutex_t locks[2];

static void *work(void *arg)
{
	long first = ORDERED ? 0 : (long)arg;

	pthread_mutex_lock(&locks[first]);
	pthread_mutex_lock(&locks[!first]);
	only_one[0]++;
	pthread_mutex_unlock(&locks[!first]);
	pthread_mutex_unlock(&locks[first]);
	return NULL;
}

int main(void)
{
	pthread_t threads[2];

	for (long i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, work, (void *)i);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
