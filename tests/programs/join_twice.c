/* expect: run => panic
 * expect: explore => always panic
 */
/* A thread is joined once. */
#include <pthread.h>

static void *worker(void *arg)
{
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, worker, NULL);
	pthread_join(thread, NULL);
	pthread_join(thread, NULL);
	return 0;
}
