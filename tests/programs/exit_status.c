/* expect: run seed=1 => ok
 * expect: explore => always ok PROVED finals exit+status=0,3
 * expect: explore memory=races => always ok PROVED finals exit+status=0,3
 * expect: explore STATUS=0 => always ok PROVED
 * expect: explore JOINED=1 => always ok PROVED finals exit+status=0,3
 */
/* Who comes first decides how it ends: exploring it tells each status that a program can end with. */
#include <pthread.h>
#include <stdlib.h>

#define STATUS 3
#define JOINED 0

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int ready;

static void *prepare(void *arg)
{
	pthread_mutex_lock(&lock);
	ready = 1;
	pthread_mutex_unlock(&lock);
	return arg;
}

static void *use(void *arg)
{
	int was_ready;

	pthread_mutex_lock(&lock);
	was_ready = ready;
	pthread_mutex_unlock(&lock);
	if (!was_ready)
		exit(STATUS);
	return arg;
}

int main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, prepare, NULL);
	pthread_create(&b, NULL, use, NULL);
	if (JOINED)
		pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
