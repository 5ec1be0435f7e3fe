/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* Cleanup handlers are called, the newest first, when a thread ends early, and before the destructors. */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_key_t key;
static int order[8], n;

static void note(void *what)
{
	order[n++] = *(int *)what;
}

static void unlock(void *mutex)
{
	pthread_mutex_unlock(mutex);
}

static void deeper(void)
{
	static int two = 2;

	pthread_cleanup_push(note, &two);
	pthread_exit(&two);
	pthread_cleanup_pop(0);
}

static void *worker(void *arg)
{
	static int one = 1, three = 3, nine = 9;

	(void)arg;
	pthread_setspecific(key, &nine);
	pthread_mutex_lock(&m);
	pthread_cleanup_push(unlock, &m);
	pthread_cleanup_push(note, &one);
	pthread_cleanup_push(note, &three);
	pthread_cleanup_pop(1);
	pthread_cleanup_push(note, &nine);
	pthread_cleanup_pop(0);
	deeper();
	pthread_cleanup_pop(0);
	pthread_cleanup_pop(0);
	return NULL;
}

int main(void)
{
	pthread_t thread;
	void *result;
	int old;

	pthread_key_create(&key, note);
	pthread_create(&thread, NULL, worker, NULL);
	pthread_mutex_lock(&m);
	pthread_mutex_unlock(&m);
	pthread_join(thread, &result);
	assert(*(int *)result == 2 && n == 4);
	assert(order[0] == 3 && order[1] == 2 && order[2] == 1 && order[3] == 9);
	assert(pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old) == 0 && old == PTHREAD_CANCEL_ENABLE);
	assert(pthread_setcanceltype(PTHREAD_CANCEL_DEFERRED, &old) == 0 && old == PTHREAD_CANCEL_DEFERRED);
	pthread_testcancel();
	return 0;
}
