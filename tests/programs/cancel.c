/* expect: run => unsupported
 * expect: explore => unsupported
 */
/* Threads are not cancelled. */
#include <pthread.h>

static void *worker(void *arg)
{
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, worker, NULL);
	pthread_cancel(thread);
	pthread_join(thread, NULL);
	return 0;
}
