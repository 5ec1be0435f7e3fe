/* expect: run => crash
 * expect: explore => always crash PROVED
 * expect: explore STARTED=1 => has race has crash
 */
#include <pthread.h>
#include <stddef.h>

#define STARTED 0       // main sets the pointer; may it come too late?

static int value, *pointer;

static void *work(void *arg)
{
	*pointer = 1;
	return arg;
}

int main(void)
{
	pthread_t task;

	pthread_create(&task, NULL, work, NULL);
	if (STARTED)
		pointer = &value;
	pthread_join(task, NULL);
	return 0;
}
