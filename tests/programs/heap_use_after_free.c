/* expect: explore => sometimes panic
 * expect: explore JOINED=1 => always ok PROVED
 */
/* main gives back what a thread still reads. */
#include <pthread.h>
#include <stdlib.h>

#define JOINED 0

static void *work(void *arg)
{
	int *number = arg;

	return (void *)(long)(*number == 7);
}

int main(void)
{
	pthread_t thread;
	int *number = malloc(sizeof *number);

	*number = 7;
	pthread_create(&thread, NULL, work, number);
	if (JOINED)
		pthread_join(thread, NULL);
	free(number);
	if (!JOINED)
		pthread_join(thread, NULL);
	return 0;
}
