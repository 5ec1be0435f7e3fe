/* expect: run seed=1 => broken
 * expect: explore => always broken
 * expect: explore HOLDS=1 => always ok PROVED
 */
/* Main leaves, and the process ends with its last thread: then what is to be called at the end is called, too. */
#include <assert.h>
#include <pthread.h>

#define HOLDS 0

__attribute__((destructor)) static void late(void)
{
	assert(HOLDS);
}

static void *work(void *arg)
{
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, NULL);
	pthread_exit(NULL);
}
