/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* Once all have been woken a condition variable may be destroyed, though they have not all gone on yet. */
#include <pthread.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int ready, waiting;

static void *waiter(void *arg)
{
	pthread_mutex_lock(&m);
	waiting = 1;
	if (!ready)
		pthread_cond_wait(&changed, &m);
	pthread_mutex_unlock(&m);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, waiter, NULL);
	pthread_mutex_lock(&m);
	ready = 1;
	pthread_cond_broadcast(&changed);
	pthread_cond_destroy(&changed);
	pthread_mutex_unlock(&m);
	pthread_join(thread, NULL);
	return 0;
}
