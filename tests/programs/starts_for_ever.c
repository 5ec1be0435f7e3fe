/* expect: explore memory=off schedules=1 seconds=0 => has failed open
 * expect: explore MOST=100 memory=off schedules=1 seconds=0 => always ok PROVED
 */
/* Who starts threads for ever comes to what a system lets a process have; neither search waits for that. */
#include <pthread.h>

/* So many; 0: no end. */
#define MOST 0

static void *work(void *arg)
{
	return arg;
}

int main(void)
{
	for (long n = 0; n < MOST || !MOST; n++) {
		pthread_t thread;

		pthread_create(&thread, NULL, work, NULL);
	}
	return 0;
}
