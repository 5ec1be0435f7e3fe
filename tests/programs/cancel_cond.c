/* expect: run => ok
 * expect: run seed=1 => ok
 * expect: explore => always ok PROVED
 */
/* Who is cancelled while it waits on a condition variable has the mutex again when its handlers run, the newest first. */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static pthread_key_t key;
static int guarded, order[4], n, waits;

static void note(void *what)
{
	order[n++] = *(int *)what;
}

static void unlock(void *mutex)
{
	guarded++;
	assert(pthread_mutex_unlock(mutex) == 0);
}

static void *waiter(void *arg)
{
	static int one = 1, two = 2, nine = 9;

	pthread_setspecific(key, &nine);
	pthread_cleanup_push(note, &one);
	pthread_mutex_lock(&m);
	pthread_cleanup_push(unlock, &m);
	pthread_cleanup_push(note, &two);
	waits = 1;
	for (;;)
		pthread_cond_wait(&c, &m);
	pthread_cleanup_pop(0);
	pthread_cleanup_pop(0);
	pthread_cleanup_pop(0);
	return arg;
}

int main(void)
{
	pthread_t thread;
	void *result;

	pthread_key_create(&key, note);
	pthread_create(&thread, NULL, waiter, NULL);
	pthread_cancel(thread);
	pthread_mutex_lock(&m);
	guarded++;
	pthread_mutex_unlock(&m);
	pthread_join(thread, &result);
	assert(result == PTHREAD_CANCELED && guarded == 2 && waits == 1);
	assert(n == 3 && order[0] == 2 && order[1] == 1 && order[2] == 9);
	return 0;
}
