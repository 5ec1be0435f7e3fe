/* expect: explore => always race PROVED finals count=1,2
 * expect: explore memory=races => has race open says "what a race leads to"
 * expect: explore memory=off => always ok open says "memory that nothing guards"
 * expect: explore LOCKED=1 => always ok PROVED
 * expect: explore LOCKED=1 memory=races => always ok PROVED says "races"
 * expect: explore LOCKED=1 memory=off => always ok PROVED
 * expect: run seed=1 memory=races => race says "count"
 * expect: run seed=1 memory=off => ok
 */
/* An update that may be lost: by each access as a step, by the race alone, and when nobody looks. */
#include <pthread.h>

#define LOCKED 0

static int count;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

static void *add(void *arg)
{
	if (LOCKED)
		pthread_mutex_lock(&m);
	count++;
	if (LOCKED)
		pthread_mutex_unlock(&m);
	return arg;
}

int main(void)
{
	pthread_t x, y;

	pthread_create(&x, NULL, add, NULL);
	pthread_create(&y, NULL, add, NULL);
	pthread_join(x, NULL);
	pthread_join(y, NULL);
	return 0;
}
