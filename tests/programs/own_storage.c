/* expect: explore => always ok PROVED schedules 1
 * expect: run => ok
 * not with: clang
 * What is a thread's own is shared with nobody: there is one schedule. */
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static __thread int mine = 5;

static void *work(void *arg)
{
	mine += (int)(long)arg;
	errno = (int)(long)arg;
	assert(mine == 5 + (int)(long)arg && errno == (int)(long)arg);
	return NULL;
}

int main(void)
{
	pthread_t task[2];

	for (long i = 0; i < 2; i++)
		pthread_create(&task[i], NULL, work, (void *)(i + 1));
	for (int i = 0; i < 2; i++)
		pthread_join(task[i], NULL);
	assert(mine == 5);
	return 0;
}
