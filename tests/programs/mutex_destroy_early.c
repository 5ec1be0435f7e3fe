/* expect: explore => sometimes panic
 * expect: explore => sometimes ok
 */
/* main destroys what a thread may still use: it waits for a flag that is set too early. */
#include <pthread.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER, done = PTHREAD_MUTEX_INITIALIZER;

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
	pthread_mutex_lock(&done);
	pthread_mutex_unlock(&done);
	pthread_mutex_destroy(&m);
	pthread_join(thread, NULL);
	return 0;
}
