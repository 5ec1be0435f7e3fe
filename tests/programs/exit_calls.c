/* expect: run => ok
 * expect: run AGAIN=1 => broken
 * expect: explore => always ok PROVED
 */
/* What atexit() was told is called at the end, the last first, with all that the program has. */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#define AGAIN 0

static int called;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void first(void)
{
	assert(called == 1 && !AGAIN);
}

static void second(void)
{
	pthread_mutex_lock(&lock);
	called++;
	pthread_mutex_unlock(&lock);
}

static void *work(void *arg)
{
	exit((int)(long)arg);
}

int main(void)
{
	pthread_t thread;

	atexit(first);
	atexit(second);
	pthread_create(&thread, NULL, work, NULL);
	pthread_join(thread, NULL);
	return 1;
}
