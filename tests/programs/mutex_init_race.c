/* expect: explore => sometimes panic
 * expect: explore => sometimes ok
 */
/* A thread may hold the mutex that main initialises too late. */
#include <pthread.h>

static pthread_mutex_t m;

static void *worker(void *arg)
{
	pthread_mutex_lock(&m);
	pthread_mutex_unlock(&m);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, worker, NULL);
	pthread_mutex_init(&m, NULL);
	pthread_join(thread, NULL);
	return 0;
}
