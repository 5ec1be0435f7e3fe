/*
 * Somebody waits for a flag in a loop; who sets it and who has nothing to do with it are explored before
 * expect: explore => always ok
 * expect: explore search=states symmetry=off => always ok
 */
#include <pthread.h>
#include <stdatomic.h>

static atomic_int flag, other;

static void *set(void *arg)
{
	atomic_store(&flag, 1);
	return arg;
}

static void *count(void *arg)
{
	atomic_fetch_add(&other, 1);
	return arg;
}

static void *wait_for(void *arg)
{
	while (!atomic_load(&flag))
		;
	return arg;
}

int main(void)
{
	pthread_t threads[3];

	pthread_create(&threads[0], NULL, set, NULL);
	pthread_create(&threads[1], NULL, count, NULL);
	pthread_create(&threads[2], NULL, wait_for, NULL);
	for (int i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
