/*
 * A wait may end for no reason, but need not: with spurious=on, too, a signal that nobody sends is missed, and a wait with
 * a time-out may run out. What a wait that ends while time goes on would do is only looked at with time=any.
 *
 * expect: explore => always deadlock PROVED
 * expect: explore spurious=on => sometimes deadlock sometimes ok PROVED
 * expect: explore spurious=on time=any => sometimes deadlock sometimes ok PROVED
 * expect: explore UNTIL=1 => always ok PROVED
 * expect: explore UNTIL=1 spurious=on => sometimes broken sometimes ok open
 * expect: explore TIMES=2 spurious=on => sometimes deadlock sometimes ok PROVED
 * expect: explore UNTIL=1 spurious=on time=any => sometimes broken sometimes ok PROVED
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>

#define UNTIL 0     /* wait until a time that comes: 1 */
#define TIMES 1     /* so often, each time at a new condition variable */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

int main(void)
{
	struct timespec until = { 2000000000, 0 };

	pthread_mutex_lock(&lock);
	for (int i = 0; i < TIMES; i++) {
		if (UNTIL)
			assert(pthread_cond_timedwait(&changed, &lock, &until) == ETIMEDOUT);
		else
			pthread_cond_wait(&changed, &lock);
		pthread_cond_destroy(&changed);
		pthread_cond_init(&changed, NULL);
	}
	pthread_mutex_unlock(&lock);
	return 0;
}
