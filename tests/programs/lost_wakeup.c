/* expect: explore => always ok PROVED
 * expect: explore CHECK=0 => sometimes deadlock sometimes ok PROVED
 * expect: explore LOCKED=0 => has deadlock has race PROVED
 */
#include <pthread.h>

#define CHECK 1         // the waiter looks at `ready` before it waits
#define LOCKED 1        // the waker sets it with the lock held

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int ready;

static void *wake(void *arg)
{
	if (LOCKED)
		pthread_mutex_lock(&lock);
	ready = 1;
	pthread_cond_signal(&changed);
	if (LOCKED)
		pthread_mutex_unlock(&lock);
	return arg;
}

int main(void)
{
	pthread_t waker;

	pthread_create(&waker, NULL, wake, NULL);
	pthread_mutex_lock(&lock);
	if (CHECK) {
		while (!ready)
			pthread_cond_wait(&changed, &lock);
	} else {
		pthread_cond_wait(&changed, &lock);
	}
	pthread_mutex_unlock(&lock);
	pthread_join(waker, NULL);
	return 0;
}
