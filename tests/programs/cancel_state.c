/* expect: run => ok
 * expect: run seed=1 => ok
 * expect: explore => always ok PROVED
 */
/* A cancel that is put off is heeded at the first point where it is put off no more; until then everything goes on. */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static sem_t go, end;
static int passed;

static void *worker(void *arg)
{
	int old;

	assert(pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old) == 0 && old == PTHREAD_CANCEL_ENABLE);
	assert(pthread_setcancelstate(77, &old) == EINVAL);
	assert(pthread_setcanceltype(PTHREAD_CANCEL_DEFERRED, &old) == 0 && old == PTHREAD_CANCEL_DEFERRED);
	assert(pthread_setcanceltype(-1, NULL) == EINVAL);
	sem_post(&go);
	sem_wait(&end);
	pthread_testcancel();
	passed = 1;
	assert(pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old) == 0 && old == PTHREAD_CANCEL_DISABLE);
	passed = 2;
	pthread_testcancel();
	passed = 3;
	return arg;
}

int main(void)
{
	pthread_t thread;
	void *result;

	sem_init(&go, 0, 0);
	sem_init(&end, 0, 0);
	pthread_create(&thread, NULL, worker, NULL);
	sem_wait(&go);
	assert(pthread_cancel(thread) == 0);
	assert(pthread_cancel(thread) == 0);
	sem_post(&end);
	assert(pthread_join(thread, &result) == 0 && result == PTHREAD_CANCELED && passed == 2);
	assert(pthread_cancel(thread) == ESRCH);
	assert(pthread_cancel((pthread_t)12345) == ESRCH);
	return 0;
}
