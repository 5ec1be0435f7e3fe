/* expect: explore => has race
 * expect: explore LOCKED=1 => always ok PROVED
 */
/* Threads share a local variable of main's. */
#include <pthread.h>

#define LOCKED 0

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *arg)
{
	int *count = arg;

	if (LOCKED)
		pthread_mutex_lock(&lock);
	++*count;
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	return NULL;
}

int main(void)
{
	pthread_t threads[2];
	int count = 0;

	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, work, &count);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	return LOCKED && count != 2;
}
