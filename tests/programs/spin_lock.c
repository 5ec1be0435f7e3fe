/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* Spin locks. */
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static pthread_spinlock_t s;
static int count;

static void *worker(void *arg)
{
	pthread_spin_lock(&s);
	count++;
	pthread_spin_unlock(&s);
	return arg;
}

static void *other(void *arg)
{
	assert(pthread_spin_trylock(&s) == EBUSY);
	return arg;
}

int main(void)
{
	pthread_t x, y;

	assert(pthread_spin_init(&s, PTHREAD_PROCESS_PRIVATE) == 0);
	pthread_create(&x, NULL, worker, NULL);
	pthread_create(&y, NULL, worker, NULL);
	pthread_join(x, NULL);
	pthread_join(y, NULL);
	assert(count == 2);
	assert(pthread_spin_trylock(&s) == 0);
	pthread_create(&x, NULL, other, NULL);
	pthread_join(x, NULL);
	pthread_spin_unlock(&s);
	pthread_spin_destroy(&s);
	return 0;
}
