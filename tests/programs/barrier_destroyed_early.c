/* expect: explore => always panic
 */
/* A barrier is destroyed while somebody may wait at it. */
#include <pthread.h>

static pthread_barrier_t b;

static void *worker(void *arg)
{
	pthread_barrier_wait(&b);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_barrier_init(&b, NULL, 2);
	pthread_create(&thread, NULL, worker, NULL);
	pthread_barrier_destroy(&b);
	pthread_join(thread, NULL);
	return 0;
}
