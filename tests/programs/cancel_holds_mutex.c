/* expect: explore => sometimes deadlock, sometimes ok PROVED
 * expect: explore CLEANUP=1 => always ok PROVED
 */
/* Who is cancelled while it holds a mutex holds it for ever, but for a handler that unlocks it. */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

#define CLEANUP 0

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static sem_t work;

static void unlock(void *mutex)
{
	pthread_mutex_unlock(mutex);
}

static void *worker(void *arg)
{
	pthread_mutex_lock(&m);
	if (CLEANUP) {
		pthread_cleanup_push(unlock, &m);
		sem_wait(&work);
		pthread_cleanup_pop(0);
	} else {
		sem_wait(&work);
	}
	pthread_mutex_unlock(&m);
	return arg;
}

int main(void)
{
	pthread_t thread;

	sem_init(&work, 0, 0);
	pthread_create(&thread, NULL, worker, NULL);
	sem_post(&work);
	pthread_cancel(thread);
	pthread_join(thread, NULL);
	pthread_mutex_lock(&m);
	pthread_mutex_unlock(&m);
	return 0;
}
