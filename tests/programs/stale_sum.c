/*
 * What a thread has last added is not kept in a register that nobody reads any more: it would tell states apart. What
 * somebody still reads is kept.
 *
 * expect: explore search=states => always ok PROVED states 600
 * expect: explore search=states memory=races => always ok PROVED states 600
 * expect: explore search=states LIVE=1 TIMES=2 => always ok PROVED
 * not with: aarch64
 */
#include <assert.h>
#include <pthread.h>

#define TIMES 4
#define LIVE 0          /* a sum that is half made while others move */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int sum, ends[3];

static int locked(void)
{
	pthread_mutex_lock(&lock);
	pthread_mutex_unlock(&lock);
	return 1;
}

static void *work(void *arg)
{
	int mine = (int)(long)arg, seen = 0;

	for (int i = 0; i < TIMES; i++) {
		pthread_mutex_lock(&lock);
		sum += mine;
		pthread_mutex_unlock(&lock);
		if (LIVE)
			seen = mine * 3 + locked() + (seen ? seen + locked() : locked());
	}
	ends[mine] = seen;
	return NULL;
}

int main(void)
{
	pthread_t threads[3];

	for (long i = 0; i < 3; i++)
		pthread_create(&threads[i], NULL, work, (void *)i);
	for (int i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	assert(sum == 3 * TIMES);
	for (int i = 0; i < 3 && LIVE; i++)
		assert(ends[i] == TIMES * (3 * i + 2));
	return 0;
}
