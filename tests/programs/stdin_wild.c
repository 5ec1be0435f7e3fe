/*
 * scanf writes through a wild pointer while another thread reads, too: the run ends there, and the lab goes on.
 *
 * expect: explore stdin=tests/programs/stdin_shared.txt => sometimes crash, sometimes ok, PROVED
 */
#include <pthread.h>
#include <stdio.h>

static void *reader(void *arg)
{
	while (getchar() != EOF)
		;
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, reader, NULL);
	scanf("%c", (char *)16);
	pthread_join(thread, NULL);
	return 0;
}
