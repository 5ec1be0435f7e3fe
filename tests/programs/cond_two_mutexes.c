/* expect: explore => sometimes panic
 */
/* All that wait on a condition variable at one time must wait with one mutex. */
#include <pthread.h>

static pthread_mutex_t m[2] = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER };
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void *waiter(void *arg)
{
	pthread_mutex_t *mine = arg;

	pthread_mutex_lock(mine);
	pthread_cond_wait(&changed, mine);
	pthread_mutex_unlock(mine);
	return NULL;
}

int main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, waiter, &m[0]);
	pthread_create(&b, NULL, waiter, &m[1]);
	pthread_cond_broadcast(&changed);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	return 0;
}
