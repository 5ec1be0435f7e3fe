/* expect: explore => always ok PROVED
 * expect: explore RACES=1 => has race
 */
/* One block after another at the same address, each of one thread: that is no race. */
#include <pthread.h>
#include <stdlib.h>

#define RACES 0

static int *shared;

static void *work(void *arg)
{
	int *own = malloc(sizeof *own);

	*own = 1;
	*own += (int)(long)arg;
	free(own);
	if (RACES)
		*shared += 1;
	return NULL;
}

int main(void)
{
	pthread_t threads[2];

	shared = malloc(sizeof *shared);
	for (long i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, work, (void *)i);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	free(shared);
	return 0;
}
