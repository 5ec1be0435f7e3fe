/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* A recursive mutex of C11, and a thread that nobody joins. */
#include <assert.h>
#include <threads.h>

static mtx_t m;

static int worker(void *arg)
{
	(void)arg;
	mtx_lock(&m);
	assert(mtx_trylock(&m) == thrd_success);
	mtx_unlock(&m);
	mtx_unlock(&m);
	return 0;
}

int main(void)
{
	thrd_t thread;

	mtx_init(&m, mtx_recursive);
	thrd_create(&thread, worker, NULL);
	assert(thrd_detach(thread) == thrd_success);
	worker(NULL);
	thrd_exit(0);
}
