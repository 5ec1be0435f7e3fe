/*
 * timer.c - timers and tickers.
 *
 * Invariant (object.lock held): `next` is when the next tick is to be heard, NO_DEADLINE when there is
 * none. It may lie in the past: then nobody has heard it yet.
 */
#include "lab/sync/timer.h"

#include <stdio.h>

#include "lab/base/text.h"
#include "lab/engine/fast.h"

#define MS ((int64_t)1000000)

struct timer {
	struct object object;           /* must be first */
	int64_t       next;
	int64_t       period;           /* 0: a timer */
	int           ticks;            /* of a ticker, at first; ENDLESS: no end */
	int           left;             /* ticks to come, the next one included */
};

static struct timer *timer_of(const struct op_case *c)
{
	return (struct timer *)c->object;
}

static int64_t now(const struct object *object)
{
	return object->run->engine->now(object->run);
}

static int ready(struct op_case *c, struct alternative *out, int max)
{
	const struct timer *timer = timer_of(c);

	(void)max;
	out->partner = NULL;
	return c->kind != TIMER_HEAR || (timer->next != NO_DEADLINE && timer->next <= now(c->object));
}

/* The tick has been heard: when is the next? Those that have been missed meanwhile are left out. */
static void hear(struct timer *timer)
{
	if (timer->left > 0)
		timer->left--;
	if (timer->left == 0)
		timer->next = NO_DEADLINE;
	else
		timer->next += timer->period * ((now(&timer->object) - timer->next) / timer->period + 1);
}

static const char *apply(struct op_case *c, const struct alternative *how)
{
	struct timer *timer = timer_of(c);

	(void)how;
	c->completed = c->kind == TIMER_HEAR || timer->next != NO_DEADLINE;
	switch (c->kind) {
	case TIMER_HEAR:
		hear(timer);
		break;
	case TIMER_SET:
		timer->next = now(c->object) + *(const int *)c->value * MS;
		timer->left = timer->ticks;
		break;
	case TIMER_STOP:
		timer->next = NO_DEADLINE;
		break;
	}
	return NULL;
}

static enum access_mode access(const struct op_case *c)
{
	(void)c;
	return ACCESS_ALL;
}

/* Relative to now. Of a tick that is overdue, what is left to tell: where in its period a ticker is. */
static int64_t time_left(const struct timer *timer)
{
	int64_t left = timer->next - now(&timer->object);

	if (left > 0)
		return left;
	return timer->left == 1 ? 0 : left % timer->period;
}

static void digest(const struct object *object, struct hash *hash)
{
	const struct timer *timer = (const struct timer *)object;

	hash_int(hash, timer->next == NO_DEADLINE);
	hash_int(hash, timer->next == NO_DEADLINE ? 0 : time_left(timer));
	hash_int(hash, timer->left);
	hash_int(hash, timer->period);
	hash_int(hash, timer->ticks);
}

static int freed_by(const struct op_case *c, struct role *out)
{
	*out = (struct role){ .object = c->object, .kinds = 1u << TIMER_SET };
	return 1;
}

static int64_t due(const struct object *object)
{
	return ((const struct timer *)object)->next;
}

static void describe(const struct object *object, char *text, size_t size)
{
	const struct timer *timer = (const struct timer *)object;

	if (timer->next == NO_DEADLINE)
		snprintf(text, size, "stopped");
	else if (timer->next <= now(object))
		snprintf(text, size, "not heard yet");
	else
		snprintf(text, size, "running");
}

static const struct op_kind kinds[] = {
	[TIMER_HEAR] = { "get a tick of", EV_TIMER_HEAR, EV_TIMER_HEAR, "HEARS" },
	[TIMER_SET]  = { "set", EV_TIMER_SET, EV_TIMER_SET, "SETS" },
	[TIMER_STOP] = { "stop", EV_TIMER_STOP, EV_TIMER_LATE, "SETS" },
};

static const struct primitive timer_primitive = {
	.name = "timer", .kinds = kinds, .n_kinds = 3,
	.ready = ready, .apply = apply, .sort = sort_alike, .access = access, .digest = digest, .freed_by = freed_by, .due = due,
	.describe = describe,
};

/* ---- What patterns call ---- */

struct timer *timer_make_(int ms, int ticks, const char *name, const char *here)
{
	struct timer *timer;

	if (ms < (ticks == 1 ? 0 : 1) || (ticks < 1 && ticks != ENDLESS))
		run_fail(task_self(), VERDICT_PANIC, NULL, "make", here,
		         "timer %s of %d tick%s, each after %d ms: neither can be", name, ticks, text_s(ticks), ms);
	timer = object_new(sizeof *timer, &timer_primitive, name, -1, 0);
	timer->period = ms * MS;
	timer->ticks = timer->left = ticks;
	timer->next = engine_deadline(timer->period);
	return timer;
}

void timer_wait_(struct timer *timer, const char *here)
{
	engine_do(&timer->object, TIMER_HEAR, NULL, here);
}

bool timer_set_(struct timer *timer, int ms, const char *here)
{
	return engine_do(&timer->object, TIMER_SET, &ms, here);
}

bool timer_stop_(struct timer *timer, const char *here)
{
	return engine_do(&timer->object, TIMER_STOP, NULL, here);
}

struct select_case timer_case_(struct timer *timer)
{
	return (struct select_case){ .object = timer, .kind = TIMER_HEAR, .nil = EV_TIMER_HEAR };
}
