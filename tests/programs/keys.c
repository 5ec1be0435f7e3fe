/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* Each thread has its own under a key, and it is destroyed at its end, round after round. */
#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stddef.h>

static pthread_key_t key, again, plain;
static int destroyed, rounds;

static void destroy(void *value)
{
	assert(pthread_getspecific(key) == NULL);
	(*(int *)value)++;
	destroyed++;
}

static void destroy_again(void *value)
{
	rounds++;
	pthread_setspecific(again, value);
}

static void *worker(void *arg)
{
	static int mine;

	assert(pthread_getspecific(key) == NULL);
	assert(pthread_setspecific(key, &mine) == 0);
	assert(pthread_setspecific(plain, arg) == 0);
	pthread_setspecific(again, arg);
	assert(pthread_getspecific(key) == &mine);
	if (arg)
		pthread_exit(arg);
	return NULL;
}

int main(void)
{
	pthread_t thread;
	void *result;
	int here;

	assert(pthread_key_create(&key, destroy) == 0);
	assert(pthread_key_create(&again, destroy_again) == 0);
	assert(pthread_key_create(&plain, NULL) == 0);
	assert(pthread_setspecific(plain, &here) == 0);
	pthread_create(&thread, NULL, worker, &here);
	pthread_join(thread, &result);
	assert(result == &here && destroyed == 1 && rounds == PTHREAD_DESTRUCTOR_ITERATIONS);
	pthread_create(&thread, NULL, worker, NULL);
	pthread_join(thread, &result);
	assert(result == NULL && destroyed == 2 && rounds == PTHREAD_DESTRUCTOR_ITERATIONS);
	assert(pthread_getspecific(plain) == &here);
	assert(pthread_key_delete(plain) == 0);
	assert(pthread_key_delete(plain) == EINVAL);
	assert(pthread_setspecific(plain, &here) == EINVAL);
	assert(pthread_getspecific(plain) == NULL);
	return 0;
}
