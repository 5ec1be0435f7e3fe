/* expect: run => ok
 * expect: explore => always ok PROVED
 * expect: explore time=any => never deadlock, never broken PROVED
 */
/* A thread that sleeps again and again comes to the same state each time: cancelling it changes nothing in that. */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int ready;

static void *worker(void *arg)
{
	for (;;) {
		pthread_mutex_lock(&m);
		ready = 1;
		pthread_mutex_unlock(&m);
		usleep(1000);
	}
	return arg;
}

int main(void)
{
	pthread_t thread;
	void *result;
	int go = 0;

	pthread_create(&thread, NULL, worker, NULL);
	while (!go) {
		pthread_mutex_lock(&m);
		go = ready;
		pthread_mutex_unlock(&m);
		usleep(1000);
	}
	pthread_cancel(thread);
	pthread_join(thread, &result);
	assert(result == PTHREAD_CANCELED);
	return 0;
}
