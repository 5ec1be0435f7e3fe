/* expect: explore => always ok PROVED
 * expect: explore time=any => always ok PROVED
 */
/* Two wait, one signal is sent, and one of the two is cancelled: the signal is not lost with it. */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static sem_t waits;
static int done;

static void unlock(void *mutex)
{
	pthread_mutex_unlock(mutex);
}

static void *waiter(void *arg)
{
	pthread_mutex_lock(&m);
	pthread_cleanup_push(unlock, &m);
	sem_post(&waits);
	while (!done)
		pthread_cond_wait(&c, &m);
	pthread_cond_signal(&c);
	pthread_cleanup_pop(1);
	return arg;
}

int main(void)
{
	pthread_t thread[2];

	sem_init(&waits, 0, 0);
	pthread_create(&thread[0], NULL, waiter, NULL);
	pthread_create(&thread[1], NULL, waiter, NULL);
	sem_wait(&waits);
	sem_wait(&waits);
	pthread_mutex_lock(&m);
	done = 1;
	pthread_cond_signal(&c);
	pthread_mutex_unlock(&m);
	pthread_cancel(thread[0]);
	pthread_join(thread[0], NULL);
	pthread_join(thread[1], NULL);
	return 0;
}
