/* expect: explore => sometimes panic, sometimes ok PROVED
 */
/* Two threads disagree, beside others with so many schedules that the search by states is done first. */
#include <pthread.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_t third;

static void *worker(void *arg)
{
	return arg;
}

static void *busy(void *arg)
{
	for (int i = 0; i < 6; i++) {
		pthread_mutex_lock(&m);
		pthread_mutex_unlock(&m);
	}
	return arg;
}

static void *detacher(void *arg)
{
	busy(arg);
	pthread_detach(third);
	return arg;
}

int main(void)
{
	pthread_t thread[3];

	pthread_create(&third, NULL, worker, NULL);
	pthread_create(&thread[0], NULL, detacher, NULL);
	pthread_create(&thread[1], NULL, busy, NULL);
	pthread_create(&thread[2], NULL, busy, NULL);
	pthread_join(third, NULL);
	pthread_join(thread[0], NULL);
	pthread_join(thread[1], NULL);
	pthread_join(thread[2], NULL);
	return 0;
}
