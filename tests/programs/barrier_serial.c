/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* Of those that meet one is told that it is the one; then the barrier may be destroyed. */
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static pthread_barrier_t b;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int serial;

static void *worker(void *arg)
{
	if (pthread_barrier_wait(&b) == PTHREAD_BARRIER_SERIAL_THREAD) {
		pthread_mutex_lock(&m);
		serial++;
		pthread_mutex_unlock(&m);
	}
	return arg;
}

int main(void)
{
	pthread_t threads[2];

	assert(pthread_barrier_init(&b, NULL, 0) == EINVAL);
	assert(pthread_barrier_init(&b, NULL, 2) == 0);
	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, worker, NULL);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	assert(serial == 1);
	assert(pthread_barrier_destroy(&b) == 0);
	assert(pthread_barrier_init(&b, NULL, 1) == 0);
	assert(pthread_barrier_wait(&b) == PTHREAD_BARRIER_SERIAL_THREAD);
	return 0;
}
