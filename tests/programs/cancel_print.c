/* expect: explore => sometimes deadlock, sometimes ok PROVED
 * expect: explore search=states => sometimes deadlock, sometimes ok PROVED
 * expect: explore SHIELDED=1 => always ok PROVED
 */
/* A call that prints may be a cancellation point, and mostly nobody thinks of that. */
#include <pthread.h>
#include <stdio.h>

#define SHIELDED 0

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

static void *worker(void *arg)
{
	int old;

	if (SHIELDED)
		pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
	pthread_mutex_lock(&m);
	printf("at work\n");
	pthread_mutex_unlock(&m);
	if (SHIELDED)
		pthread_setcancelstate(old, NULL);
	pthread_testcancel();
	return arg;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, worker, NULL);
	pthread_cancel(thread);
	pthread_join(thread, NULL);
	pthread_mutex_lock(&m);
	pthread_mutex_unlock(&m);
	return 0;
}
