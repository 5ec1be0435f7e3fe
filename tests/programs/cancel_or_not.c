/* expect: explore => sometimes broken, sometimes ok PROVED
 * expect: explore time=any => sometimes broken, sometimes ok PROVED
 */
/* Whether the cancel comes before the point or after it is luck. */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static void *worker(void *arg)
{
	pthread_testcancel();
	return arg;
}

int main(void)
{
	pthread_t thread;
	void *result;

	pthread_create(&thread, NULL, worker, NULL);
	pthread_cancel(thread);
	pthread_join(thread, &result);
	assert(result == PTHREAD_CANCELED);
	return 0;
}
