/* expect: run WRITERS=0 => ok
 * expect: explore WRITERS=0 => always ok PROVED
 * expect: explore WRITERS=1 => sometimes deadlock
 */
/* Who reads already, and reads again, waits for ever where writers are preferred and one has come between. */
#define _GNU_SOURCE
#include <pthread.h>

#define WRITERS 0 /* 1: writers are preferred */

static pthread_rwlock_t r;

static void *writer(void *arg)
{
	pthread_rwlock_wrlock(&r);
	pthread_rwlock_unlock(&r);
	return arg;
}

int main(void)
{
	pthread_rwlockattr_t attributes;
	pthread_t thread;

	pthread_rwlockattr_init(&attributes);
	if (WRITERS)
		pthread_rwlockattr_setkind_np(&attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	pthread_rwlock_init(&r, &attributes);
	pthread_create(&thread, NULL, writer, NULL);
	pthread_rwlock_rdlock(&r);
	pthread_rwlock_rdlock(&r);
	pthread_rwlock_unlock(&r);
	pthread_rwlock_unlock(&r);
	pthread_join(thread, NULL);
	pthread_rwlock_destroy(&r);
	return 0;
}
