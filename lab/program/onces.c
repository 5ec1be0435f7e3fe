/* onces.c - pthread_once: see onces.h. */
#define _XOPEN_SOURCE 700

#include "lab/program/onces.h"

#include <pthread.h>

#include "lab/program/call.h"
#include "lab/program/cleanup.h"
#include "lab/program/standing.h"
#include "lab/sync/once.h"

static struct nature nature_of(const void *address)
{
	return (struct nature){ is_all_zero(address, sizeof(pthread_once_t)), 0 };
}

static struct object *make(const struct nature *nature, const char *name, const char *here)
{
	(void)nature, (void)here;
	return (struct object *)once_make_(name);
}

static const struct sort_maker onces = { SORT_ONCE, "once", sizeof(pthread_once_t), nature_of, make };

struct routine {
	void      (*call)(void);
	struct once *once;
	const char  *here;
};

static void call(void *arg)
{
	((struct routine *)arg)->call();
}

/* "If init_routine is cancelled, the effect on once_control shall be as if pthread_once was never called" (POSIX). */
static void undo(void *arg)
{
	const struct routine *routine = arg;

	once_forget_(routine->once, routine->here);
}

static void call_whole(void *arg)
{
	with_cleanup(call, undo, arg);
}

void program_once(void *address, void (*routine)(void), const char *here)
{
	struct routine holder = { routine, (struct once *)standing_object(&onces, address, here), here };

	once_do_(holder.once, call_whole, &holder, here);
}

CALL(int, pthread_once, (pthread_once_t *once, void (*routine)(void)))
{
	program_once(once, routine, CALLER());
	return 0;
}
