/* expect: explore => has race
 */
/* Who only reads the lock must not write what it guards. */
#include <pthread.h>

static pthread_rwlock_t r = PTHREAD_RWLOCK_INITIALIZER;
static int shared;

static void *worker(void *arg)
{
	pthread_rwlock_rdlock(&r);
	shared++;
	pthread_rwlock_unlock(&r);
	return arg;
}

int main(void)
{
	pthread_t x, y;

	pthread_create(&x, NULL, worker, NULL);
	pthread_create(&y, NULL, worker, NULL);
	pthread_join(x, NULL);
	pthread_join(y, NULL);
	return 0;
}
