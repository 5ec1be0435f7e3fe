/* barriers.c - pthread_barrier_*. */
#define _XOPEN_SOURCE 700

#include <errno.h>
#include <limits.h>
#include <pthread.h>

#include "lab/program/call.h"
#include "lab/program/standing.h"
#include "lab/program/touch.h"
#include "lab/sync/barrier.h"

/* There is no static initialiser. */
static struct nature nature_of(const void *address)
{
	(void)address;
	return (struct nature){ false, 0 };
}

static struct object *make(const struct nature *nature, const char *name, const char *here)
{
	(void)nature;
	return (struct object *)barrier_make_(1, name, here);
}

static const struct sort_maker barriers = { SORT_BARRIER, "barrier", sizeof(pthread_barrier_t), nature_of, make };

static struct barrier *barrier_at(pthread_barrier_t *b, const char *here)
{
	return (struct barrier *)standing_object(&barriers, b, here);
}

CALL(int, pthread_barrier_init, (pthread_barrier_t *b, const pthread_barrierattr_t *attributes, unsigned count))
{
	const char *here = CALLER();

	if (attributes)
		touch((uintptr_t)attributes, sizeof *attributes, false, HERE_CALLED);
	if (count == 0 || count > INT_MAX)
		return EINVAL;
	barrier_init_(barrier_at(b, here), (int)count, here);
	return 0;
}

CALL(int, pthread_barrier_destroy, (pthread_barrier_t *b))
{
	const char *here = CALLER();

	barrier_destroy_(barrier_at(b, here), here);
	return 0;
}

CALL(int, pthread_barrier_wait, (pthread_barrier_t *b))
{
	const char *here = CALLER();

	return barrier_wait_(barrier_at(b, here), here) ? PTHREAD_BARRIER_SERIAL_THREAD : 0;
}
