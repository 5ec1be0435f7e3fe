/*
 * after.c - a function called after a time: see after.h.
 *
 * The tick of the timer is heard by the task or taken away by who stops it, never both; and only who has taken it away
 * closes the channel. So the task never has a choice.
 */
#include "lab/sync/after.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lab/sync/select.h"
#include "lab/sync/services.h"

struct after {
	struct timer *timer;
	struct chan  *stopped;
	struct task  *task;
	void        (*body)(void *);
	void         *arg;
	const char   *here;
};

static void wait_and_call(void *arg)
{
	struct after *after = arg;
	char nothing;
	struct select_case cases[2] = {
		timer_case_(after->timer),
		chan_case_(after->stopped, CHAN_RECV, &nothing, sizeof nothing, NULL, after->here),
	};

	if (select_(FOREVER, cases, 2, after->here) == 0)
		after->body(after->arg);
}

/* What the function may touch, and what its task needs besides. */
static struct uses uses_of(const struct after *after, struct uses given)
{
	struct use *list;

	if (!given.list)
		return given;
	list = lab_alloc(((size_t)given.n + 2) * sizeof *list);
	memcpy(list, given.list, (size_t)given.n * sizeof *list);
	list[given.n] = HEARS(after->timer);
	list[given.n + 1] = RECVS(after->stopped);
	return (struct uses){ list, given.n + 2 };
}

struct after *call_after_(int ms, void (*body)(void *), void *arg, struct uses uses, const char *here, const char *format,
                          ...)
{
	struct after *after = lab_new(struct after);
	char name[64];
	va_list args;

	va_start(args, format);
	vsnprintf(name, sizeof name, format, args);
	va_end(args);
	after->body = body;
	after->arg = arg;
	after->here = here;
	after->timer = timer_make_(ms, 1, lab_name("timer %s", name), here);
	after->stopped = chan_make_(1, false, 0, lab_name("stop %s", name), here);
	after->task = task_go_(wait_and_call, after, uses_of(after, uses), here, "%s", name);
	return after;
}

bool after_stop_(struct after *after, const char *here)
{
	if (!timer_stop_(after->timer, here))
		return false;
	chan_close_(after->stopped, here);
	return true;
}

struct task *after_task(const struct after *after)
{
	return after->task;
}

struct timer *after_timer(const struct after *after)
{
	return after->timer;
}

struct chan *after_stopped(const struct after *after)
{
	return after->stopped;
}
