/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* Main cancels itself, and ends as a thread does: the others go on. A handler may wait: nothing is heeded any more. */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static sem_t s;
static pthread_t first;

static void *worker(void *arg)
{
	void *result;

	assert(pthread_join(first, &result) == 0 && result == PTHREAD_CANCELED);
	return arg;
}

static void waits(void *arg)
{
	(void)arg;
	pthread_cancel(first);
	sem_wait(&s);
	pthread_testcancel();
	sem_post(&s);
}

int main(void)
{
	pthread_t thread;

	sem_init(&s, 0, 1);
	first = pthread_self();
	pthread_create(&thread, NULL, worker, NULL);
	pthread_cleanup_push(waits, NULL);
	pthread_cancel(first);
	pthread_testcancel();
	pthread_cleanup_pop(0);
	assert(0);
	return 0;
}
