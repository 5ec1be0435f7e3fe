/*
 * A thread that only prints comes to no operation: it is found out, and what others do meanwhile is seen.
 *
 * expect: run seed=1 expect=stalled => stalled says "prints without end"
 * expect: explore => open always stalled says "what it would come to is not seen"
 */
#include <pthread.h>
#include <stdio.h>

static void *print(void *arg)
{
	for (;;)
		printf("tea\n");
	return arg;
}

int main(void)
{
	pthread_t printer;

	pthread_create(&printer, NULL, print, NULL);
	pthread_join(printer, NULL);
	return 0;
}
