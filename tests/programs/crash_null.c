/* expect: run => crash
 * expect: explore => always crash
 * expect: run HOW=1 => crash
 * expect: run HOW=2 => crash
 * expect: run HOW=3 => crash
 * expect: run HOW=4 => crash
 */
/* What the system does not let a program survive, by the program or inside a call of it. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define HOW 0

static int *volatile nowhere;
static volatile int zero;

static void *work(void *arg)
{
	switch (HOW) {
	case 0:
		*nowhere = 1;
		break;
	case 1:
		return (void *)(long)(10 / zero);
	case 2:
		abort();
	case 3:
		return (void *)strlen((char *)nowhere);
	case 4:
		*(char *)(unsigned long)"constant" = 'x';
	}
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, NULL);
	pthread_join(thread, NULL);
	return 0;
}
