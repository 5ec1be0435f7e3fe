/* expect: run => ok
 * expect: explore => always ok PROVED
 * expect: explore time=any => always ok
 */
/* A wait with a deadline that is signalled in time, since computing takes none. */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int ready;

static void *producer(void *arg)
{
	pthread_mutex_lock(&m);
	ready = 1;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&m);
	return arg;
}

int main(void)
{
	struct timespec until;
	pthread_t thread;
	int error = 0;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += 5;
	pthread_create(&thread, NULL, producer, NULL);
	pthread_mutex_lock(&m);
	while (!ready && !error)
		error = pthread_cond_timedwait(&changed, &m, &until);
	assert(error == 0 || error == ETIMEDOUT);
	pthread_mutex_unlock(&m);
	pthread_join(thread, NULL);
	return 0;
}
