/*
 * A function cannot ask to be left out: what it does to memory is seen all the same.
 *
 * expect: explore => sometimes broken, has race, finals total=1,2
 */
#include <assert.h>
#include <pthread.h>

static int total;

__attribute__((no_sanitize_thread)) static void *add(void *unused)
{
	int seen = total;

	(void)unused;
	total = seen + 1;
	return NULL;
}

__attribute__((no_sanitize("thread"))) static int sum(void)
{
	return total;
}

int main(void)
{
	pthread_t one, other;

	pthread_create(&one, NULL, add, NULL);
	pthread_create(&other, NULL, add, NULL);
	pthread_join(one, NULL);
	pthread_join(other, NULL);
	assert(sum() == 2);
	return 0;
}
