/* expect: explore => sometimes crash sometimes ok PROVED
 * expect: explore JOIN=1 => always crash PROVED
 * expect: explore GOOD=1 => always ok PROVED
 */
#include <pthread.h>
#include <stdlib.h>

#define JOIN 0
#define GOOD 0

static void *fail(void *arg)
{
	if (!GOOD)
		abort();
	return arg;
}

int main(void)
{
	pthread_t task;

	pthread_create(&task, NULL, fail, NULL);
	if (JOIN)
		pthread_join(task, NULL);
	return 0;
}
