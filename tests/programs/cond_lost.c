/* expect: explore => sometimes deadlock
 * expect: explore => sometimes ok
 */
/* The condition is not tested: a signal that comes first is lost. */
#include <pthread.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void *waker(void *arg)
{
	pthread_mutex_lock(&m);
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&m);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, waker, NULL);
	pthread_mutex_lock(&m);
	pthread_cond_wait(&changed, &m);
	pthread_mutex_unlock(&m);
	pthread_join(thread, NULL);
	return 0;
}
