/* expect: explore => always panic
 */
/* Two threads join one. */
#include <pthread.h>

static pthread_t third;

static void *worker(void *arg)
{
	return arg;
}

static void *joiner(void *arg)
{
	pthread_join(third, NULL);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&third, NULL, worker, NULL);
	pthread_create(&thread, NULL, joiner, NULL);
	pthread_join(third, NULL);
	pthread_join(thread, NULL);
	return 0;
}
