// expect: explore => sometimes panic, sometimes race
// expect: run seed=1 memory=races => race says "main loads *number (heap_free_told.c:21), gives-1 frees it (heap_free_told.c:11)"
// expect: explore memory=races TWICE=1 => has race
// Giving memory back is told as that, not as a store that nobody has written.
#include <pthread.h>
#include <stdlib.h>
#define TWICE 0
static int *number;
static void *gives(void *x)
{
	free(number);
	return x;
}
int main(void)
{
	pthread_t t;
	int sum;

	number = malloc(sizeof *number);
	pthread_create(&t, NULL, gives, NULL);
	sum = *number;
	if (TWICE)
		free(number);
	pthread_join(t, NULL);
	return sum;
}
