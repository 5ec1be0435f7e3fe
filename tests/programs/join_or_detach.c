/* expect: explore => sometimes panic
 * expect: explore => sometimes ok
 */
/* Two threads disagree: one joins a third, one detaches it. */
#include <pthread.h>

static pthread_t third;

static void *worker(void *arg)
{
	return arg;
}

static void *detacher(void *arg)
{
	pthread_detach(third);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&third, NULL, worker, NULL);
	pthread_create(&thread, NULL, detacher, NULL);
	pthread_join(third, NULL);
	pthread_join(thread, NULL);
	return 0;
}
