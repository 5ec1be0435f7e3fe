/* expect: run => crash
 * expect: explore => always crash
 */
/* A call inside a call without end. */
#include <pthread.h>

static volatile int bottom;

static int deeper(int n)
{
	char room[256];

	room[0] = (char)n;
	if (bottom)
		return room[0];
	return deeper(n + 1) + room[0];
}

static void *work(void *arg)
{
	return (void *)(long)deeper((int)(long)arg);
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, NULL);
	pthread_join(thread, NULL);
	return 0;
}
