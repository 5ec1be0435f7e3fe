/* expect: explore => has race
 */
/* Who does not get the lock writes all the same: a lock that was only tried guards nothing. */
#include <pthread.h>

static pthread_rwlock_t r = PTHREAD_RWLOCK_INITIALIZER;
static int shared;

static void *worker(void *arg)
{
	int error = pthread_rwlock_trywrlock(&r);

	shared++;
	if (!error)
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
