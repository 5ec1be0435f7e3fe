// expect: run seed=1 expect=livelock => livelock, says "is in a loop that does nothing"
// expect: explore => always livelock PROVED
// Two that do nothing for ever, and main, which waits for them.
#include <pthread.h>

static void *idle(void *arg)
{
	for (;;)
		;
	return arg;
}

int main(void)
{
	pthread_t threads[2];

	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, idle, NULL);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
