/*
 * cond.c - condition variables.
 *
 * A wait is four operations: enter (while the mutex is still held), unlock the mutex, wake, lock the
 * mutex. A signal that comes after the first finds the task, so it is not lost, though the task may not
 * sleep yet. A wait that is over by time leaves, an operation too: a signal that came before that is not lost. A wait that
 * a cancel has ended quits: a signal that came before that goes to another who waits, as if it were sent anew. (POSIX,
 * pthread_cond_wait: who is cancelled "does not consume any condition signal"; so does glibc, __condvar_cancel_waiting.)
 * Whether a wait may end for no reason is chosen as it begins: of those that may not, what comes of no signal is seen, too.
 *
 * Invariants (object.lock held)
 *   waiters: by task, 0: it does not wait; SIGNALLED: it may wake; above: it waits, the oldest has the
 *   lowest number, and one with an odd number may wake for no reason. object.occupancy counts those that wait and have
 *   not been signalled.
 */
#include "lab/sync/cond.h"

#include <stdio.h>

#include "lab/engine/fast.h"
#include "lab/sync/by_task.h"
#include "lab/sync/life.h"
#include "lab/sync/mutex.h"

enum { SIGNALLED = -1 };
enum { NOBODY = NO_TASK };              /* the value of a signal, and its way; else the id of the task it wakes */

struct cond {
	struct object  object;          /* must be first */
	int            restless;        /* so many waits may end for no reason: */
	int            spurious;        /* of so many that is still to be chosen */
	int64_t        latest;
	struct by_task waiters;
	const struct object *with;      /* the mutex of those that wait and have said so; NULL: of nobody */
};

static struct cond *cond_of(const struct op_case *c)
{
	return (struct cond *)c->object;
}

/* The oldest that entered after `after` and waits; NOBODY when there is none. */
static int next_waiter(const struct cond *cond, int64_t after)
{
	const struct entry *list = cond->waiters.list;
	int oldest = NOBODY;

	for (int i = 0; i < cond->waiters.room; i++)
		if (list[i].mark > after && (oldest == NOBODY || list[i].mark < list[oldest].mark))
			oldest = i;
	return oldest;
}

/* Each task that waits could be the one; when there is none, the signal is lost. */
static int signal_ways(const struct cond *cond, struct alternative *out, int max)
{
	int n = 0, at;

	for (int64_t after = 0; n < max && (at = next_waiter(cond, after)) != NOBODY; n++) {
		out[n] = (struct alternative){ NULL, at };
		after = cond->waiters.list[at].mark;
	}
	if (n == 0)
		*out = (struct alternative){ NULL, NOBODY };
	return n ? n : 1;
}

/* To wait for a signal; or so that no signal is needed. Who takes but one way takes that. */
static int ways_to_enter(const struct cond *cond, struct alternative *out, int max)
{
	int n = cond->spurious > 0 && max > 1 ? 2 : 1;

	for (int i = 0; i < n; i++)
		out[i] = (struct alternative){ NULL, n > 1 ? i : cond->spurious > 0 };
	return n;
}

static bool may_wake(const struct entry *entry)
{
	return entry->mark == SIGNALLED || (entry->mark > 0 && entry->mark % 2);
}

/* It does not wait any more, or needs no other reason: if it could have done without one, another wait may. */
static void settle(struct cond *cond, struct entry *entry, int64_t mark)
{
	cond->spurious += entry->mark > 0 && entry->mark % 2;
	entry->mark = mark;
}

static int ready(struct op_case *c, struct alternative *out, int max)
{
	const struct cond *cond = cond_of(c);

	*out = (struct alternative){ NULL, 0 };
	if (c->kind == COND_SIGNAL || (c->kind == COND_QUIT && by_task_of(&cond->waiters, c->op->task)->mark == SIGNALLED))
		return signal_ways(cond, out, max);
	if (c->kind == COND_ENTER)
		return ways_to_enter(cond, out, max);
	return c->kind != COND_WAKE || may_wake(by_task_of(&cond->waiters, c->op->task));
}

static void wake(struct cond *cond, struct op_case *c)
{
	struct entry *self = by_task_of(&cond->waiters, c->op->task);

	c->completed = self->mark == SIGNALLED;
	cond->object.occupancy -= !c->completed;
	self->mark = 0;
}

/* Completed when a signal came before. */
static void leave(struct cond *cond, struct op_case *c)
{
	struct entry *self = by_task_of(&cond->waiters, c->op->task);

	c->completed = self->mark == SIGNALLED;
	cond->object.occupancy -= !c->completed;
	settle(cond, self, 0);
}

/* The value: the mutex that is waited with, where that matters. */
static const char *enter(struct cond *cond, struct op_case *c, bool restless)
{
	if (c->value && cond->object.occupancy > 0 && cond->with && cond->with != c->value)
		return "wait with another mutex than those that wait already";
	if (c->value || cond->object.occupancy == 0)
		cond->with = c->value;
	*by_task_of(&cond->waiters, c->op->task) = (struct entry){ c->op->task, 2 * ++cond->latest + restless };
	cond->spurious -= restless;
	cond->object.occupancy++;
	return NULL;
}

static void send_signal(struct cond *cond, int task)
{
	settle(cond, &cond->waiters.list[task], SIGNALLED);
	cond->object.occupancy--;
}

/* Completed when a signal has been passed on; the value is whom to. */
static void quit(struct cond *cond, struct op_case *c, int next)
{
	struct entry *self = by_task_of(&cond->waiters, c->op->task);
	bool signalled = self->mark == SIGNALLED;

	settle(cond, self, 0);
	cond->object.occupancy -= !signalled;
	c->completed = signalled && next != NOBODY;
	*(int *)c->value = c->completed ? next : NOBODY;
	if (c->completed)
		send_signal(cond, next);
}

/* May still be done when it has been destroyed, by who was woken in time? */
static bool goes_on(int kind)
{
	return kind == COND_WAKE || kind == COND_LEAVE || kind == COND_QUIT;
}

static const char *apply(struct op_case *c, const struct alternative *how)
{
	struct cond *cond = cond_of(c);

	c->completed = true;
	if (is_lost(c->object) && c->kind != COND_INIT && !goes_on(c->kind))
		return life_wrong(c->object);
	switch (c->kind) {
	case COND_ENTER:
		return enter(cond, c, how->pick);
	case COND_INIT:
		cond->spurious = cond->restless;        /* it is another one now */
		return life_begin(c->object, c->object->occupancy > 0);
	case COND_DESTROY:
		return life_end(c->object, c->object->occupancy > 0);
	case COND_LEAVE:
		leave(cond, c);
		break;
	case COND_QUIT:
		quit(cond, c, how->pick);
		break;
	case COND_WAKE:
		wake(cond, c);
		break;
	case COND_SIGNAL:
		*(int *)c->value = how->pick;
		c->completed = how->pick != NOBODY;
		if (c->completed)
			send_signal(cond, how->pick);
		break;
	case COND_BROADCAST:
		c->completed = cond->object.occupancy > 0;
		for (int at; (at = next_waiter(cond, 0)) != NOBODY;)
			send_signal(cond, at);
		break;
	}
	return NULL;
}

static int peer(const struct op_case *c)
{
	return c->kind == COND_SIGNAL || c->kind == COND_QUIT ? *(const int *)c->value : NO_TASK;
}

/* Who waits is woken by itself. */
static int64_t sort(const struct op_case *c)
{
	return c->kind == COND_WAKE ? SORT_OWN : 0;
}

static int concerns(const struct op_case *c)
{
	switch (c->kind) {
	case COND_SIGNAL:
	case COND_QUIT:
		return *(const int *)c->value;
	case COND_ENTER:
	case COND_WAKE:
	case COND_LEAVE:
		return NO_TASK;
	}
	return ANYBODY;
}

static enum access_mode access(const struct op_case *c)
{
	return c->kind == COND_WAKE && cond_of(c)->restless == 0 ? ACCESS_WAIT : ACCESS_ALL;
}

/* Nobody has signalled who wakes. */
static bool baseless(const struct op_case *c)
{
	return c->kind == COND_WAKE && by_task_of(&cond_of(c)->waiters, c->op->task)->mark != SIGNALLED;
}

static void digest(const struct object *object, struct hash *hash)
{
	const struct cond *cond = (const struct cond *)object;
	const struct entry *list = cond->waiters.list;
	int64_t after = 0;
	int rank = 0;

	for (int i = 0; i < cond->waiters.room; i++)
		if (list[i].mark == SIGNALLED)
			object_relate(object, hash, object->run->tasks[i], SIGNALLED);
	for (int at; (at = next_waiter(cond, after)) != NOBODY; after = list[at].mark)
		object_relate(object, hash, object->run->tasks[at], 2 * rank++ + list[at].mark % 2);
	hash_int(hash, NOBODY);
	hash_int(hash, object->occupancy);
	hash_int(hash, cond->spurious);
	hash_int(hash, cond->restless);
	hash_int(hash, cond->with && object->occupancy ? cond->with->id : NO_OBJECT);
}

static int freed_by(const struct op_case *c, struct role *out)
{
	*out = (struct role){ .object = c->object, .kinds = 1u << COND_SIGNAL | 1u << COND_BROADCAST };
	return 1;
}

static void describe(const struct object *object, char *text, size_t size)
{
	if (object->occupancy)
		snprintf(text, size, "%d wait%s", object->occupancy, object->occupancy == 1 ? "s" : "");
	else
		snprintf(text, size, "nobody waits");
}

static const struct op_kind kinds[] = {
	[COND_WAKE]      = { "get woken by", EV_COND_WAKE, EV_COND_SPURIOUS, "WAITS_ON" },
	[COND_ENTER]     = { "wait on", EV_COND_ENTER, EV_COND_ENTER, "WAITS_ON" },
	[COND_SIGNAL]    = { "signal", EV_SIGNAL, EV_SIGNAL_LOST, "SIGNALS" },
	[COND_BROADCAST] = { "broadcast", EV_BROADCAST, EV_BROADCAST_LOST, "SIGNALS" },
	[COND_LEAVE]     = { "stop waiting on", EV_COND_WAKE, EV_COND_LEFT, "WAITS_ON" },
	[COND_INIT]      = { "initialise", EV_MADE, EV_MADE, "DESTROYS_COND" },
	[COND_DESTROY]   = { "destroy", EV_DESTROYED, EV_DESTROYED, "DESTROYS_COND" },
	[COND_QUIT]      = { "stop waiting on", EV_COND_PASSED, EV_COND_LEFT, "WAITS_ON" },
};

static const struct primitive cond_primitive = {
	.name = "condition variable", .kinds = kinds, .n_kinds = 8, .any_order = true,
	.ready = ready, .apply = apply, .sort = sort, .concerns = concerns, .peer = peer, .access = access, .digest = digest,
	.baseless = baseless,
	.freed_by = freed_by, .describe = describe,
};

/* ---- What patterns call ---- */

FAST(COND_ENTER)
FAST(COND_WAKE)
FAST(COND_SIGNAL)
FAST(COND_BROADCAST)

struct cond *cond_make_(int spurious, const char *name)
{
	struct cond *cond = object_new(sizeof *cond, &cond_primitive, name, -1, 0);

	cond->spurious = cond->restless = spurious;
	return cond;
}

void cond_wait_(struct cond *cond, struct mutex *mutex, const char *here)
{
	by_task_reserve(&cond->object, &cond->waiters);
	engine_do_fast(&cond->object, COND_ENTER, NULL, here);
	mutex_unlock_(mutex, here);
	engine_do_fast(&cond->object, COND_WAKE, NULL, here);
	mutex_lock_(mutex, here);
}

/* Has somebody woken it? */
static bool sleep_on(struct cond *cond, int64_t deadline, const char *here)
{
	int next = NOBODY;

	switch (engine_wait_until(&cond->object, COND_WAKE, NULL, deadline, here)) {
	case DONE_TIMEOUT:
		return engine_do(&cond->object, COND_LEAVE, NULL, here);
	case DONE_CANCELLED:
		engine_do(&cond->object, COND_QUIT, &next, here);
		return false;
	default:
		return true;
	}
}

bool cond_wait_until_(struct cond *cond, struct mutex *mutex, bool one_mutex, int64_t deadline, const char *here)
{
	bool woken;

	by_task_reserve(&cond->object, &cond->waiters);
	engine_do(&cond->object, COND_ENTER, one_mutex ? mutex : NULL, here);
	mutex_unlock_(mutex, here);
	woken = sleep_on(cond, deadline, here);
	mutex_lock_(mutex, here);
	return woken;
}

bool cond_wait_within_(struct cond *cond, struct mutex *mutex, int ms, const char *here)
{
	return cond_wait_until_(cond, mutex, false, engine_deadline(ms * (int64_t)1000000), here);
}

void cond_init_(struct cond *cond, const char *here)
{
	engine_do(&cond->object, COND_INIT, NULL, here);
}

void cond_destroy_(struct cond *cond, const char *here)
{
	engine_do(&cond->object, COND_DESTROY, NULL, here);
}

void cond_signal_(struct cond *cond, const char *here)
{
	int woken = NOBODY;

	engine_do_fast(&cond->object, COND_SIGNAL, &woken, here);
}

void cond_broadcast_(struct cond *cond, const char *here)
{
	engine_do_fast(&cond->object, COND_BROADCAST, NULL, here);
}
