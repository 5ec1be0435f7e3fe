/* expect: run => ok
 * expect: run seed=1 => ok
 * expect: explore => always ok PROVED
 */
/* A cancel ends a wait: on a semaphore, for a thread, for time. The thread that was waited for can still be joined. */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>
#include <unistd.h>

static sem_t never, go;

static void *on_semaphore(void *arg)
{
	sem_wait(&never);
	assert(0);
	return arg;
}

static void *works(void *arg)
{
	sem_wait(&go);
	return arg;
}

static void *for_thread(void *arg)
{
	pthread_join(*(pthread_t *)arg, NULL);
	assert(0);
	return arg;
}

static void *for_time(void *arg)
{
	sleep(1000);
	assert(0);
	return arg;
}

static void check(pthread_t thread)
{
	void *result;

	assert(pthread_cancel(thread) == 0);
	assert(pthread_join(thread, &result) == 0 && result == PTHREAD_CANCELED);
}

int main(void)
{
	pthread_t worker, thread;

	sem_init(&never, 0, 0);
	sem_init(&go, 0, 0);
	pthread_create(&thread, NULL, on_semaphore, NULL);
	check(thread);
	pthread_create(&worker, NULL, works, NULL);
	pthread_create(&thread, NULL, for_thread, &worker);
	check(thread);
	sem_post(&go);
	assert(pthread_join(worker, NULL) == 0);
	pthread_create(&thread, NULL, for_time, NULL);
	check(thread);
	return 0;
}
