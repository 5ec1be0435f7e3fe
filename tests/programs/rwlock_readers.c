/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* What a lock for readers and writers guards has no race, be it only read-locked by who reads. */
#include <assert.h>
#include <pthread.h>

static pthread_rwlock_t r = PTHREAD_RWLOCK_INITIALIZER;
static int a, b;

static void *reader(void *arg)
{
	pthread_rwlock_rdlock(&r);
	assert(a == b);
	pthread_rwlock_unlock(&r);
	return arg;
}

static void *writer(void *arg)
{
	pthread_rwlock_wrlock(&r);
	a++;
	b++;
	pthread_rwlock_unlock(&r);
	return arg;
}

int main(void)
{
	pthread_t threads[3];

	pthread_create(&threads[0], NULL, reader, NULL);
	pthread_create(&threads[1], NULL, writer, NULL);
	pthread_create(&threads[2], NULL, reader, NULL);
	for (int i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
