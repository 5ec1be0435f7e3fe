/*
 * mutex.c - mutexes.
 *
 * Invariants (object.lock held)
 *   object.owner is who holds it, or of a MUTEX_ANYBODY who has locked it; depth counts how often it has locked it; occupancy is 1 while it is held.
 *   depth > 1 only for MUTEX_RECURSIVE.
 */
#include "lab/sync/mutex.h"

#include <stdio.h>

#include "lab/engine/fast.h"
#include "lab/sync/life.h"

struct mutex {
	struct object   object;         /* must be first */
	enum mutex_kind kind;
	int             depth;
};

static struct mutex *mutex_of(const struct op_case *c)
{
	return (struct mutex *)c->object;
}

/* Locking again, which this kind allows or reports: the op completes at once, one way or the other. */
static bool again(const struct op_case *c)
{
	return c->object->owner == c->op->task && mutex_of(c)->kind != MUTEX_NORMAL &&
	       mutex_of(c)->kind != MUTEX_ANYBODY;
}

static int ready(struct op_case *c, struct alternative *out, int max)
{
	(void)max;
	out->partner = NULL;
	return c->kind != MUTEX_LOCK || !c->object->owner || again(c) || is_lost(c->object);
}

/* Who holds it does not come to hold it, or not, while it waits. */
static int64_t sort(const struct op_case *c)
{
	return c->object->owner == c->op->task ? SORT_OWN : 0;
}

static const char *lock(struct op_case *c)
{
	struct mutex *mutex = mutex_of(c);

	if (c->object->owner && mutex->kind == MUTEX_ERRORCHECK)
		return "lock of a mutex it holds already";
	c->object->owner = c->op->task;
	c->object->occupancy = 1;
	mutex->depth++;
	return NULL;
}

static const char *unlock(struct op_case *c)
{
	struct mutex *mutex = mutex_of(c);

	if (!c->object->owner)
		return "unlock of a mutex that is not locked";
	if (c->object->owner != c->op->task && mutex->kind != MUTEX_ANYBODY)
		return "unlock of a mutex another task holds";
	if (--mutex->depth == 0) {
		c->object->owner = NULL;
		c->object->occupancy = 0;
	}
	return NULL;
}

static const char *init(struct op_case *c)
{
	const char *wrong = life_begin(c->object, c->object->owner != NULL);

	if (!wrong)
		mutex_of(c)->kind = *(const enum mutex_kind *)c->value;
	return wrong;
}

static const char *apply(struct op_case *c, const struct alternative *how)
{
	(void)how;
	c->completed = true;
	if (c->kind == MUTEX_INIT)
		return init(c);
	if (is_lost(c->object))
		return life_wrong(c->object);
	switch (c->kind) {
	case MUTEX_DESTROY:
		return life_end(c->object, c->object->owner != NULL);
	case MUTEX_UNLOCK:
		return unlock(c);
	case MUTEX_TRYLOCK:
		c->completed = !c->object->owner ||
		               (c->object->owner == c->op->task && mutex_of(c)->kind == MUTEX_RECURSIVE);
		return c->completed ? lock(c) : NULL;
	}
	return lock(c);
}

static enum access_mode access(const struct op_case *c)
{
	if ((c->kind != MUTEX_LOCK && c->kind != MUTEX_UNLOCK) || mutex_of(c)->kind != MUTEX_NORMAL || is_lost(c->object))
		return ACCESS_ALL;
	if (c->kind == MUTEX_UNLOCK)
		return c->object->owner == c->op->task ? ACCESS_UNLOCK : ACCESS_ALL;
	return ACCESS_LOCK;
}

static void digest(const struct object *object, struct hash *hash)
{
	object_relate(object, hash, object->owner, 0);
	hash_int(hash, ((const struct mutex *)object)->depth);
	hash_int(hash, ((const struct mutex *)object)->kind);
}

static int freed_by(const struct op_case *c, struct role *out)
{
	if (mutex_of(c)->kind == MUTEX_ANYBODY)
		*out = (struct role){ .object = c->object, .kinds = 1u << MUTEX_UNLOCK };
	else
		*out = (struct role){ .task = c->object->owner };
	return c->object->owner != NULL;
}

static void describe(const struct object *object, char *text, size_t size)
{
	if (object->owner)
		snprintf(text, size, "held by %s", object->owner->object.name);
	else
		snprintf(text, size, "free");
}

static const struct op_kind kinds[] = {
	[MUTEX_LOCK]    = { "lock", EV_LOCK, EV_LOCK, "LOCKS" },
	[MUTEX_TRYLOCK] = { "try to lock", EV_TRY_LOCKED, EV_LOCK_FAILED, "LOCKS" },
	[MUTEX_UNLOCK]  = { "unlock", EV_UNLOCK, EV_UNLOCK, "LOCKS" },
	[MUTEX_INIT]    = { "initialise", EV_MADE, EV_MADE, "DESTROYS_MUTEX" },
	[MUTEX_DESTROY] = { "destroy", EV_DESTROYED, EV_DESTROYED, "DESTROYS_MUTEX" },
};

static const struct primitive mutex_primitive = {
	.name = "mutex", .kinds = kinds, .n_kinds = 5, .barging = true, .one_holder = true,
	.ready = ready, .apply = apply, .sort = sort, .access = access, .digest = digest, .freed_by = freed_by, .describe = describe,
};

FAST(MUTEX_LOCK)
FAST(MUTEX_TRYLOCK)
FAST(MUTEX_UNLOCK)

struct mutex *mutex_make_(enum mutex_kind kind, const char *name)
{
	struct mutex *mutex = object_new(sizeof *mutex, &mutex_primitive, name, -1, 0);

	mutex->kind = kind;
	return mutex;
}

void mutex_lock_(struct mutex *mutex, const char *here)
{
	engine_do_fast(&mutex->object, MUTEX_LOCK, NULL, here);
}

bool mutex_trylock_(struct mutex *mutex, const char *here)
{
	return engine_do_fast(&mutex->object, MUTEX_TRYLOCK, NULL, here);
}

void mutex_unlock_(struct mutex *mutex, const char *here)
{
	engine_do_fast(&mutex->object, MUTEX_UNLOCK, NULL, here);
}

bool mutex_lock_until_(struct mutex *mutex, int64_t deadline, const char *here)
{
	return engine_lock_until(&mutex->object, MUTEX_LOCK, NULL, deadline, here) == DONE_WELL;
}

bool mutex_lock_within_(struct mutex *mutex, int ms, const char *here)
{
	return mutex_lock_until_(mutex, engine_deadline(ms * (int64_t)1000000), here);
}

void mutex_init_(struct mutex *mutex, enum mutex_kind kind, const char *here)
{
	engine_do(&mutex->object, MUTEX_INIT, &kind, here);
}

void mutex_destroy_(struct mutex *mutex, const char *here)
{
	engine_do(&mutex->object, MUTEX_DESTROY, NULL, here);
}

bool mutex_is_mine_(struct mutex *mutex)
{
	return object_is_mine(&mutex->object);
}

enum mutex_kind mutex_kind_(struct mutex *mutex)
{
	enum mutex_kind kind;

	lock_take(&mutex->object.lock);
	kind = mutex->kind;
	lock_give(&mutex->object.lock);
	return kind;
}
