/* expect: run => panic
 * expect: explore => always panic
 */
/* C11 lets nobody unlock what another holds, of whatever type. */
#include <threads.h>

static mtx_t m;

static int other(void *arg)
{
	(void)arg;
	mtx_unlock(&m);
	return 0;
}

int main(void)
{
	thrd_t thread;

	mtx_init(&m, mtx_recursive);
	mtx_lock(&m);
	thrd_create(&thread, other, NULL);
	thrd_join(thread, NULL);
	return 0;
}
