/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* A recursive mutex nests, and is free only after as many unlocks; be it initialised by a word or by an attribute. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static pthread_mutex_t m = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static int depth;

static void down(int n)
{
	pthread_mutex_lock(&m);
	depth++;
	if (n > 0)
		down(n - 1);
	depth--;
	assert(pthread_mutex_unlock(&m) == 0);
}

static void *worker(void *arg)
{
	assert(pthread_mutex_unlock(&m) == EPERM);
	down(2);
	return arg;
}

int main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, worker, NULL);
	pthread_create(&b, NULL, worker, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	assert(depth == 0);
	return 0;
}
