/* expect: explore => sometimes panic
 */
/* A condition variable is destroyed while somebody may wait on it. */
#include <pthread.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed;
static int ready;

static void *waiter(void *arg)
{
	pthread_mutex_lock(&m);
	while (!ready)
		pthread_cond_wait(&changed, &m);
	pthread_mutex_unlock(&m);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_cond_init(&changed, NULL);
	pthread_create(&thread, NULL, waiter, NULL);
	pthread_mutex_lock(&m);
	pthread_mutex_unlock(&m);
	pthread_cond_destroy(&changed);
	return 0;
}
