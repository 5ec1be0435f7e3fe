/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* A cancel may come before the thread has begun: it begins all the same. One without a cancellation point is not ended. */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int began;

static void *heeds(void *arg)
{
	began++;
	pthread_testcancel();
	assert(arg != PTHREAD_CANCELED);
	return &began;
}

static void *works(void *arg)
{
	pthread_mutex_lock(&m);
	began++;
	pthread_mutex_unlock(&m);
	return arg;
}

int main(void)
{
	pthread_t thread;
	void *result;

	pthread_create(&thread, NULL, heeds, NULL);
	pthread_cancel(thread);
	pthread_join(thread, &result);
	assert((result == PTHREAD_CANCELED || result == &began) && began == 1);
	pthread_create(&thread, NULL, works, &began);
	pthread_cancel(thread);
	pthread_join(thread, &result);
	assert(result == &began && began == 2);
	return 0;
}
