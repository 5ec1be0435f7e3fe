/* expect: explore => always ok PROVED
 * expect: explore MORE=1 => always race PROVED
 * expect: run seed=1 MORE=1 => race says "a[4]"
 */
/*
 * One thread sets half of an array, one copies to the other half, and both are told apart to the byte: what the C library
 * does in pieces of eight bytes is no race with its neighbours. A third looks at all of it when they are done.
 */
#include <pthread.h>
#include <string.h>

#define MORE 0

static int a[10], from[10] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
static pthread_barrier_t both;

static void *set(void *arg)
{
	memset(a, 1, 5 * sizeof *a);
	pthread_barrier_wait(&both);
	return arg;
}

static void *copy(void *arg)
{
	memcpy(a + 5 - MORE, from, (5 + MORE) * sizeof *a);
	pthread_barrier_wait(&both);
	return arg;
}

static void *look(void *arg)
{
	int seen[10];

	pthread_barrier_wait(&both);
	memcpy(seen, a, sizeof a);
	return (void *)(long)(arg != NULL || seen[9] != from[4 + MORE]);
}

int main(void)
{
	pthread_t x, y, z;
	void *wrong;

	pthread_barrier_init(&both, NULL, 3);
	pthread_create(&x, NULL, set, NULL);
	pthread_create(&y, NULL, copy, NULL);
	pthread_create(&z, NULL, look, NULL);
	pthread_join(x, NULL);
	pthread_join(y, NULL);
	pthread_join(z, &wrong);
	return wrong != NULL;
}
