/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* Once, whoever comes first; and what it has made is seen by all. */
#include <assert.h>
#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int made;

static void make(void)
{
	made++;
}

static void *worker(void *arg)
{
	assert(pthread_once(&once, make) == 0);
	assert(made == 1);
	return arg;
}

int main(void)
{
	pthread_t x, y;

	pthread_create(&x, NULL, worker, NULL);
	pthread_create(&y, NULL, worker, NULL);
	worker(NULL);
	pthread_join(x, NULL);
	pthread_join(y, NULL);
	return 0;
}
