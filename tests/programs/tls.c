/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* Thread-local variables: their initial values, each thread its own, and addresses that others may use. */
#include <assert.h>
#include <pthread.h>

static _Thread_local int number = 5;
static __thread char zero[100];
static _Thread_local _Alignas(64) long wide = 9;
static int *addresses[2];
static int sum;

static void *work(void *arg)
{
	long me = (long)arg;

	assert(number == 5 && zero[99] == 0 && wide == 9 && (unsigned long)&wide % 64 == 0);
	number += (int)me;
	zero[99]++;
	addresses[me] = &number;
	return (void *)(long)number;
}

int main(void)
{
	pthread_t threads[2];
	void *result;

	for (long i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, work, (void *)i);
	for (int i = 0; i < 2; i++) {
		pthread_join(threads[i], &result);
		sum += (int)(long)result;
	}
	assert(number == 5 && zero[99] == 0 && sum == 11 && addresses[0] != addresses[1]);
	return 0;
}
