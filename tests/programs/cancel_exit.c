/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* Who ends by pthread_exit has a result of its own, be it cancelled meanwhile. So has who returns. */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>
#include <threads.h>

static sem_t go;
static int x;

static void *exits(void *arg)
{
	int old;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
	sem_wait(&go);
	pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old);
	pthread_exit(arg);
}

static int of_c11(void *arg)
{
	(void)arg;
	sem_post(&go);
	return 7;
}

int main(void)
{
	pthread_t thread;
	thrd_t other;
	void *result;
	int number;

	sem_init(&go, 0, 0);
	pthread_create(&thread, NULL, exits, &x);
	pthread_cancel(thread);
	thrd_create(&other, of_c11, NULL);
	assert(thrd_join(other, &number) == thrd_success && number == 7);
	assert(pthread_join(thread, &result) == 0);
	assert(result == &x);
	return 0;
}
