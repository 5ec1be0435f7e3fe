/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* main ends as a thread does; the others go on. */
#include <assert.h>
#include <pthread.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

static void *worker(void *arg)
{
	pthread_mutex_lock(&m);
	pthread_mutex_unlock(&m);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_mutex_lock(&m);
	pthread_create(&thread, NULL, worker, NULL);
	pthread_detach(thread);
	pthread_mutex_unlock(&m);
	pthread_exit(NULL);
}
