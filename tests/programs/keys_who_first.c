/* expect: explore => sometimes deadlock
 * expect: explore => sometimes ok
 */
/* Which key a thread gets depends on who asks first. */
#include <pthread.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_key_t first, second;

static void *worker(void *arg)
{
	pthread_key_create(&second, NULL);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, worker, NULL);
	pthread_key_create(&first, NULL);
	pthread_join(thread, NULL);
	while (first > second)
		pthread_mutex_lock(&m);
	return 0;
}
