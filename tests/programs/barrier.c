/* expect: explore => always ok PROVED
 * expect: explore COUNT=3 => always deadlock PROVED
 * expect: explore COUNT=1 => has race has broken PROVED
 * not with: clang
 */
#include <assert.h>
#include <pthread.h>

#define COUNT 2

static pthread_barrier_t barrier;
static int part[2];

static void *work(void *arg)
{
	long me = (long)arg;

	part[me] = 1;
	pthread_barrier_wait(&barrier);
	assert(part[1 - me] == 1);
	return NULL;
}

int main(void)
{
	pthread_t task[2];

	pthread_barrier_init(&barrier, NULL, COUNT);
	for (long i = 0; i < 2; i++)
		pthread_create(&task[i], NULL, work, (void *)i);
	for (int i = 0; i < 2; i++)
		pthread_join(task[i], NULL);
	return 0;
}
