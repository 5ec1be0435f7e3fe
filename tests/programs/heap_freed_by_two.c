/*
 * Two threads give the same memory back, which nobody has ever touched. Main waits for one of them: the other may come
 * too late to do it, for the program has ended.
 *
 * expect: explore => sometimes panic, sometimes ok, PROVED
 * expect: explore time=any => sometimes panic, sometimes ok, PROVED
 */
#include <pthread.h>
#include <stdlib.h>

static int *numbers;

static void *give_back(void *unused)
{
	(void)unused;
	free(numbers);
	return NULL;
}

int main(void)
{
	pthread_t one, other;

	numbers = malloc(100 * sizeof *numbers);
	pthread_create(&one, NULL, give_back, NULL);
	pthread_create(&other, NULL, give_back, NULL);
	pthread_join(one, NULL);
	return 0;
}
