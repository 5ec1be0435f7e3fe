/*
 * A flag that nobody sets: whoever waits for it does the same for ever, as a run shows after so many steps of it.
 *
 * expect: explore => always livelock PROVED
 * expect: run seed=1 expect=stalled => stalled
 */
#include <pthread.h>

static int flag;

int main(void)
{
	while (!flag)
		;
	return 0;
}
