/* expect: run => broken
 * expect: explore => always broken
 */
/* An assertion that does not hold. */
#include <assert.h>
#include <pthread.h>

static int number = 1;

static void *work(void *arg)
{
	assert(number == 2);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, NULL);
	pthread_join(thread, NULL);
	return 0;
}
