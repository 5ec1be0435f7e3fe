// expect: explore schedules=300 => has broken
// expect: explore schedules=300 FAULT=0 => never broken
// Main joins nobody: a run by chance, and one with few switches, has ended long before what is wrong comes about.
#include <assert.h>
#include <pthread.h>
#define N 100
#define THREADS 4
#define FAULT 1
static int x;
static void *count(void *arg)
{
	for (int i = 0; i < N; i++)
		x++;
	if (arg)
		assert(x < N + 1);
	return NULL;
}
int main(void)
{
	pthread_t t;

	for (int i = 0; i < THREADS; i++)
		pthread_create(&t, NULL, count, FAULT && i == 0 ? &t : NULL);
	return 0;
}
