/* onces.c - pthread_once: see onces.h. */
#define _XOPEN_SOURCE 700

#include "lab/program/onces.h"

#include <pthread.h>

#include "lab/program/call.h"
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
	void (*call)(void);
};

static void call(void *arg)
{
	((struct routine *)arg)->call();
}

void program_once(void *address, void (*routine)(void), const char *here)
{
	struct routine holder = { routine };

	once_do_((struct once *)standing_object(&onces, address, here), call, &holder, here);
}

CALL(int, pthread_once, (pthread_once_t *once, void (*routine)(void)))
{
	program_once(once, routine, CALLER());
	return 0;
}
