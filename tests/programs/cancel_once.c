/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* Who is cancelled at what is to be done once has not done it: the next one begins it anew. */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static sem_t begun, go;
static int times;

static void init(void)
{
	times++;
	sem_post(&begun);
	sem_wait(&go);
}

static void *worker(void *arg)
{
	pthread_once(&once, init);
	return arg;
}

int main(void)
{
	pthread_t thread;
	void *result;

	sem_init(&begun, 0, 0);
	sem_init(&go, 0, 0);
	pthread_create(&thread, NULL, worker, NULL);
	sem_wait(&begun);
	pthread_cancel(thread);
	pthread_join(thread, &result);
	assert(result == PTHREAD_CANCELED);
	sem_post(&go);
	pthread_once(&once, init);
	pthread_once(&once, init);
	assert(times == 2);
	return 0;
}
