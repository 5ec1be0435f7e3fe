/* expect: explore => has race
 * expect: explore memory=races => has race
 * expect: explore LOCKED=1 => always ok PROVED
 * expect: explore LOCKED=1 cflags=-O2 => always ok PROVED
 */
/* A long double is a variable as any other, whatever its size. */
#include <assert.h>
#include <pthread.h>

#define LOCKED 0

static long double sum = 0.25L;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *arg)
{
	if (LOCKED)
		pthread_mutex_lock(&lock);
	sum = (sum + 1.5L) * 2.0L + (sum - 1.0L) * 4.0L;
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, NULL);
	if (LOCKED)
		pthread_mutex_lock(&lock);
	if (LOCKED)
		assert(sum == 0.25L || sum == 0.5L);
	sum += 0.0L;
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	pthread_join(thread, NULL);
	if (LOCKED)
		assert(sum == 0.5L);
	return 0;
}
