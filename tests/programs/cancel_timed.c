/* expect: run seed=1 => ok
 * expect: explore => always ok PROVED
 */
/* A cancel comes before a time that is far off, and after one that is near. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static sem_t never;

static void unlock(void *mutex)
{
	pthread_mutex_unlock(mutex);
}

static void *on_semaphore(void *arg)
{
	assert(sem_timedwait(&never, arg) == -1 && errno == ETIMEDOUT);
	return NULL;
}

static void *on_cond(void *arg)
{
	pthread_mutex_lock(&m);
	pthread_cleanup_push(unlock, &m);
	assert(pthread_cond_timedwait(&c, &m, arg) == ETIMEDOUT);
	pthread_cleanup_pop(1);
	return NULL;
}

static void *sleeps(void *arg)
{
	struct timespec span = { .tv_sec = ((struct timespec *)arg)->tv_sec - 1700000000 };

	nanosleep(&span, NULL);
	return NULL;
}

static void check(void *(*start)(void *), time_t far, void *expected)
{
	struct timespec until = { .tv_sec = 1700000000 + far };
	pthread_t thread;
	void *result;

	pthread_create(&thread, NULL, start, &until);
	sleep(5);
	pthread_cancel(thread);
	pthread_join(thread, &result);
	assert(result == expected);
}

int main(void)
{
	sem_init(&never, 0, 0);
	check(on_semaphore, 1, NULL);
	check(on_semaphore, 1000, PTHREAD_CANCELED);
	check(on_cond, 1, NULL);
	check(on_cond, 1000, PTHREAD_CANCELED);
	check(sleeps, 1, NULL);
	check(sleeps, 1000, PTHREAD_CANCELED);
	return 0;
}
