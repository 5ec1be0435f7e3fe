/* expect: run seed=1 => ok
 * expect: explore => always ok PROVED
 * expect: explore LATER=1 => sometimes broken
 * expect: explore FILES=1 => open always failed
 * expect: explore FOR_EVER=1 => has failed never ok
 */
/* Without files select() and poll() are sleeps: their time passes as that of sleep() does. One that nothing
 * would end is none. */
#include <assert.h>
#include <poll.h>
#include <pthread.h>
#include <sys/select.h>

#define LATER 0
#define FILES 0
#define FOR_EVER 0

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int done;

static void *work(void *arg)
{
	struct timeval most = { LATER, 500000 };

	select(0, NULL, NULL, NULL, &most);
	pthread_mutex_lock(&lock);
	done = 1;
	pthread_mutex_unlock(&lock);
	return arg;
}

int main(void)
{
	struct pollfd file = { 0, POLLIN, 0 };
	pthread_t thread;

	pthread_create(&thread, NULL, work, NULL);
	poll(&file, FILES, FOR_EVER ? -1 : LATER ? 1500 : 1000);
	pthread_mutex_lock(&lock);
	assert(done);
	pthread_mutex_unlock(&lock);
	pthread_join(thread, NULL);
	return 0;
}
