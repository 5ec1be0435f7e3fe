/* expect: explore => always race PROVED finals count=1,2
 * expect: explore LOCKED=1 => always ok PROVED
 * expect: explore WORKERS=3 => always race PROVED finals count=1,2,3
 * expect: run LOCKED=1 => ok
 * with sanitizers
 * not with: clang
 */
#include <pthread.h>

#define WORKERS 2
#define LOCKED 0

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int count;

static void *add(void *arg)
{
	if (LOCKED)
		pthread_mutex_lock(&lock);
	count++;
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	return arg;
}

int main(void)
{
	pthread_t worker[WORKERS];

	for (int i = 0; i < WORKERS; i++)
		pthread_create(&worker[i], NULL, add, NULL);
	for (int i = 0; i < WORKERS; i++)
		pthread_join(worker[i], NULL);
	return 0;
}
