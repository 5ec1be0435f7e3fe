/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* <threads.h>: threads with results, mutexes, condition variables, once, storage of each thread's own. */
#include <assert.h>
#include <stddef.h>
#include <threads.h>
#include <time.h>

static mtx_t m;
static cnd_t changed;
static once_flag once = ONCE_FLAG_INIT;
static tss_t key;
static int made, ready, destroyed;

static void make(void)
{
	made++;
}

static void destroy(void *value)
{
	mtx_lock(&m);
	destroyed += *(int *)value;
	mtx_unlock(&m);
}

static int worker(void *arg)
{
	int *n = arg;

	call_once(&once, make);
	tss_set(key, n);
	mtx_lock(&m);
	while (!ready)
		cnd_wait(&changed, &m);
	mtx_unlock(&m);
	assert(tss_get(key) == n);
	if (*n == 2)
		thrd_exit(-2);
	return *n;
}

int main(void)
{
	struct timespec past = { 1, 0 };
	int numbers[2] = { 1, 2 }, result;
	thrd_t threads[2];

	assert(mtx_init(&m, mtx_plain | mtx_timed) == thrd_success);
	assert(cnd_init(&changed) == thrd_success);
	assert(tss_create(&key, destroy) == thrd_success);
	assert(thrd_equal(thrd_current(), thrd_current()));
	for (int i = 0; i < 2; i++)
		assert(thrd_create(&threads[i], worker, &numbers[i]) == thrd_success);
	mtx_lock(&m);
	assert(mtx_trylock(&m) == thrd_busy);
	assert(cnd_timedwait(&changed, &m, &past) == thrd_timedout);
	ready = 1;
	cnd_broadcast(&changed);
	mtx_unlock(&m);
	assert(thrd_join(threads[0], &result) == thrd_success && result == 1);
	assert(thrd_join(threads[1], &result) == thrd_success && result == -2);
	assert(mtx_timedlock(&m, &past) == thrd_success);
	mtx_unlock(&m);
	assert(made == 1 && destroyed == 3);
	thrd_yield();
	thrd_sleep(&past, NULL);
	tss_delete(key);
	cnd_destroy(&changed);
	mtx_destroy(&m);
	return 0;
}
