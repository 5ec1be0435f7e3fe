/* expect: explore => always ok PROVED
 * expect: explore WRITER_READS=1 => has race PROVED
 * not with: clang
 */
#include <assert.h>
#include <pthread.h>

#define WRITER_READS 0          // the writer takes the lock as readers do

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int low, high;

static void *write_both(void *arg)
{
	if (WRITER_READS)
		pthread_rwlock_rdlock(&lock);
	else
		pthread_rwlock_wrlock(&lock);
	low++;
	high++;
	pthread_rwlock_unlock(&lock);
	return arg;
}

static void *read_both(void *arg)
{
	pthread_rwlock_rdlock(&lock);
	if (!WRITER_READS)
		assert(low == high);
	else
		(void)(low + high);
	pthread_rwlock_unlock(&lock);
	return arg;
}

int main(void)
{
	pthread_t task[3];

	pthread_create(&task[0], NULL, write_both, NULL);
	pthread_create(&task[1], NULL, read_both, NULL);
	pthread_create(&task[2], NULL, read_both, NULL);
	for (int i = 0; i < 3; i++)
		pthread_join(task[i], NULL);
	return 0;
}
