/* expect: run => ok
 * expect: explore => always ok PROVED
 */
/* Of one process, and of its threads, which have their own; in each run the same. */
#define _GNU_SOURCE
#include <assert.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

static pid_t ids[2];

static void *work(void *arg)
{
	ids[(long)arg] = gettid();
	assert(getpid() == getpid() && syscall(SYS_gettid) == gettid());
	return arg;
}

int main(void)
{
	pthread_t threads[2];

	for (long i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, work, (void *)i);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	assert(gettid() == getpid() && getppid() != getpid());
	assert(ids[0] != ids[1] && ids[0] != getpid() && ids[1] != getpid());
	return 0;
}
