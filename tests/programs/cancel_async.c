/* expect: run seed=1 => ok
 * expect: run => ok
 * expect: explore => never deadlock, never broken, open, says "asynchronous"
 * expect: explore SURE=1 => has broken
 */
/* A thread that lets itself be cancelled at any time is so anywhere: nothing is proved of that. */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

#define SURE 0

static int n;

static void *worker(void *arg)
{
	pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
	for (int i = 0; i < 3; i++)
		n++;
	return arg;
}

int main(void)
{
	pthread_t thread;
	void *result;

	pthread_create(&thread, NULL, worker, NULL);
	pthread_cancel(thread);
	pthread_join(thread, &result);
	assert(result == PTHREAD_CANCELED ? n <= 3 : n == 3);
	assert(!SURE || n == 0 || n == 3);
	return 0;
}
