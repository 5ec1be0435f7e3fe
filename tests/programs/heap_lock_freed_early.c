/*
 * A lock is freed while a thread still works with it. Mostly that is too late for the thread, but it may just get through
 * before: then what is wrong is a race.
 *
 * expect: explore => sometimes panic, sometimes race, never ok, PROVED
 * expect: explore time=any => sometimes panic, sometimes race, never ok, PROVED
 */
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t outer = PTHREAD_MUTEX_INITIALIZER, *inner;

static void *work(void *unused)
{
	(void)unused;
	pthread_mutex_lock(&outer);
	pthread_mutex_lock(inner);
	pthread_mutex_unlock(&outer);
	pthread_mutex_unlock(inner);
	return NULL;
}

int main(void)
{
	pthread_t thread;

	inner = malloc(sizeof *inner);
	pthread_mutex_init(inner, NULL);
	pthread_create(&thread, NULL, work, NULL);
	free(inner);
	pthread_join(thread, NULL);
	return 0;
}
