/*
 * rwlock.c - read-write locks.
 *
 * Where writers are preferred, a writer that does not get the lock at once asks for it: from then on,
 * until it has it, it counts in `asking` and keeps new readers out.
 *
 * Invariants (object.lock held)
 *   object.owner is the writer, or NULL; then readers == 0.
 *   holds: how often each task reads; readers is the sum. occupancy is readers, or 1 for a writer.
 *   asks: 1 for each task that asks; asking is the sum, 0 where readers are preferred.
 */
#include "lab/sync/rwlock.h"

#include <stdio.h>

#include "lab/engine/fast.h"
#include "lab/sync/by_task.h"
#include "lab/sync/life.h"

struct rwlock {
	struct object          object;  /* must be first */
	enum rwlock_preference preference;
	int                    readers, asking;
	struct by_task         holds, asks;
};

static struct rwlock *rwlock_of(const struct op_case *c)
{
	return (struct rwlock *)c->object;
}

static int64_t held_by(const struct rwlock *lock, const struct task *task)
{
	const struct entry *entry = by_task_of(&lock->holds, task);

	return entry ? entry->mark : 0;
}

static bool is_free(const struct rwlock *lock)
{
	return !lock->object.owner && lock->readers == 0;
}

static bool can_read(const struct rwlock *lock)
{
	return !lock->object.owner && lock->asking == 0;
}

static int ready(struct op_case *c, struct alternative *out, int max)
{
	const struct rwlock *lock = rwlock_of(c);

	(void)max;
	out->partner = NULL;
	if (is_lost(c->object))
		return 1;
	if (c->kind == RWLOCK_READ)
		return can_read(lock);
	return c->kind != RWLOCK_WRITE || is_free(lock);
}

static void hold(struct rwlock *lock, struct task *task, int times)
{
	struct entry *entry = by_task_of(&lock->holds, task);

	entry->task = task;
	entry->mark += times;
	lock->readers += times;
	lock->object.occupancy = lock->readers;
}

static void own(struct rwlock *lock, struct task *task)
{
	lock->object.owner = task;
	lock->object.occupancy = task != NULL;
}

static void ask(struct rwlock *lock, struct task *task, int asks)
{
	struct entry *entry = by_task_of(&lock->asks, task);

	lock->asking += asks - (int)entry->mark;
	entry->task = task;
	entry->mark = asks;
}

/* Get the lock at once, or ask for it. */
static void get_or_ask(struct rwlock *lock, struct op_case *c)
{
	c->completed = is_free(lock) && lock->asking == 0;
	if (c->completed)
		own(lock, c->op->task);
	else
		ask(lock, c->op->task, 1);
}

static const char *upgrade(struct rwlock *lock, struct op_case *c)
{
	int64_t mine = held_by(lock, c->op->task);

	if (mine == 0)
		return "upgrade of a lock it does not read-lock";
	c->completed = lock->readers == mine;
	if (c->completed) {
		hold(lock, c->op->task, -(int)mine);
		own(lock, c->op->task);
	}
	return NULL;
}

static const char *unlock(struct rwlock *lock, const struct op_case *c)
{
	if (c->kind == RWLOCK_READ_UNLOCK && held_by(lock, c->op->task) == 0)
		return "read-unlock of a lock it does not read-lock";
	if (c->kind == RWLOCK_WRITE_UNLOCK && lock->object.owner != c->op->task)
		return "write-unlock of a lock it does not write-lock";
	if (c->kind == RWLOCK_READ_UNLOCK)
		hold(lock, c->op->task, -1);
	else
		own(lock, NULL);
	return NULL;
}

static const char *init(struct op_case *c)
{
	const char *wrong = life_begin(c->object, !is_free(rwlock_of(c)));

	if (!wrong)
		rwlock_of(c)->preference = *(const enum rwlock_preference *)c->value;
	return wrong;
}

/* What never waits. */
static void attempt(struct rwlock *lock, struct op_case *c)
{
	c->completed = c->kind == RWLOCK_TRY_READ ? can_read(lock) : is_free(lock) && lock->asking == 0;
	if (c->completed && c->kind == RWLOCK_TRY_READ)
		hold(lock, c->op->task, 1);
	else if (c->completed)
		own(lock, c->op->task);
}

static const char *apply(struct op_case *c, const struct alternative *how)
{
	struct rwlock *lock = rwlock_of(c);

	(void)how;
	c->completed = true;
	if (c->kind == RWLOCK_INIT)
		return init(c);
	if (is_lost(c->object))
		return life_wrong(c->object);
	switch (c->kind) {
	case RWLOCK_DESTROY:
		return life_end(c->object, !is_free(lock));
	case RWLOCK_TRY_READ:
	case RWLOCK_TRY_WRITE:
		attempt(lock, c);
		return NULL;
	case RWLOCK_GIVE_UP:
		ask(lock, c->op->task, 0);
		return NULL;
	case RWLOCK_READ:
		hold(lock, c->op->task, 1);
		return NULL;
	case RWLOCK_WRITE:
		if (lock->preference == RWLOCK_PREFER_WRITER)
			ask(lock, c->op->task, 0);
		own(lock, c->op->task);
		return NULL;
	case RWLOCK_ASK:
		get_or_ask(lock, c);
		return NULL;
	case RWLOCK_UPGRADE:
		return upgrade(lock, c);
	}
	return unlock(lock, c);
}

/* ---- For the explorer and the watchdog ---- */

static enum access_mode access(const struct op_case *c)
{
	const struct rwlock *lock = rwlock_of(c);

	if (is_lost(c->object))
		return ACCESS_ALL;
	switch (c->kind) {
	case RWLOCK_READ:
		return ACCESS_READ;
	case RWLOCK_WRITE:
		return lock->preference == RWLOCK_PREFER_READER ? ACCESS_LOCK : ACCESS_ALL;
	case RWLOCK_READ_UNLOCK:
		return held_by(lock, c->op->task) ? ACCESS_READ_UNLOCK : ACCESS_ALL;
	case RWLOCK_WRITE_UNLOCK:
		return lock->object.owner == c->op->task ? ACCESS_UNLOCK : ACCESS_ALL;
	}
	return ACCESS_ALL;
}

static void digest(const struct object *object, struct hash *hash)
{
	const struct rwlock *lock = (const struct rwlock *)object;

	object_relate(object, hash, object->owner, 0);
	by_task_digest(object, &lock->holds, 1, hash);
	by_task_digest(object, &lock->asks, 2, hash);
	hash_int(hash, lock->readers);
	hash_int(hash, lock->preference);
}

/* The tasks of a table that have a mark, as roles. */
static int roles_of(const struct by_task *table, struct role *out)
{
	int n = 0;

	for (int i = 0; i < table->room && n < MAX_ROLES; i++)
		if (table->list[i].mark)
			out[n++] = (struct role){ .task = table->list[i].task };
	return n;
}

/* Whoever holds it: the writer, or all readers. For a reader that nobody holds out: the writers that ask. */
static int freed_by(const struct op_case *c, struct role *out)
{
	const struct rwlock *lock = rwlock_of(c);

	if (!lock->object.owner)
		return roles_of(c->kind == RWLOCK_READ ? &lock->asks : &lock->holds, out);
	*out = (struct role){ .task = lock->object.owner };
	return 1;
}

static void describe(const struct object *object, char *text, size_t size)
{
	const struct rwlock *lock = (const struct rwlock *)object;
	const char *asked = lock->asking ? ", wanted by a writer" : "";
	struct role readers[MAX_ROLES];
	int n = roles_of(&lock->holds, readers);

	if (object->owner)
		snprintf(text, size, "written by %s", object->owner->object.name);
	else if (n == 1)
		snprintf(text, size, "read by %s%s", readers[0].task->object.name, asked);
	else if (n > 1)
		snprintf(text, size, "read by %d%s", lock->readers, asked);
	else
		snprintf(text, size, "free");
}

static const struct op_kind kinds[] = {
	[RWLOCK_READ]         = { "read-lock", EV_READ_LOCK, EV_READ_LOCK, "READS" },
	[RWLOCK_WRITE]        = { "write-lock", EV_WRITE_LOCK, EV_WRITE_LOCK, "WRITES" },
	[RWLOCK_READ_UNLOCK]  = { "read-unlock", EV_READ_UNLOCK, EV_READ_UNLOCK, "READS" },
	[RWLOCK_WRITE_UNLOCK] = { "write-unlock", EV_WRITE_UNLOCK, EV_WRITE_UNLOCK, "WRITES" },
	[RWLOCK_ASK]          = { "write-lock", EV_WRITE_LOCK, EV_WRITE_AHEAD, "WRITES" },
	[RWLOCK_UPGRADE]      = { "upgrade", EV_UPGRADE, EV_UPGRADE_FAILED, "WRITES" },
	[RWLOCK_TRY_READ]     = { "try to read-lock", EV_READ_LOCK, EV_LOCK_FAILED, "READS" },
	[RWLOCK_TRY_WRITE]    = { "try to write-lock", EV_WRITE_LOCK, EV_LOCK_FAILED, "WRITES" },
	[RWLOCK_GIVE_UP]      = { "stop asking for", EV_REFUSED, EV_REFUSED, "WRITES" },
	[RWLOCK_INIT]         = { "initialise", EV_MADE, EV_MADE, "DESTROYS_RWLOCK" },
	[RWLOCK_DESTROY]      = { "destroy", EV_DESTROYED, EV_DESTROYED, "DESTROYS_RWLOCK" },
};

static const struct primitive rwlock_primitive = {
	.name = "rwlock", .kinds = kinds, .n_kinds = 11, .needs_all = true,
	.ready = ready, .apply = apply, .sort = sort_alike, .access = access, .digest = digest,
	.freed_by = freed_by, .describe = describe,
};

/* ---- What patterns call ---- */

FAST(RWLOCK_READ)
FAST(RWLOCK_READ_UNLOCK)
FAST(RWLOCK_ASK)
FAST(RWLOCK_WRITE)
FAST(RWLOCK_TRY_READ)
FAST(RWLOCK_TRY_WRITE)
FAST(RWLOCK_WRITE_UNLOCK)
FAST(RWLOCK_UPGRADE)

struct rwlock *rwlock_make_(enum rwlock_preference preference, const char *name)
{
	struct rwlock *lock = object_new(sizeof *lock, &rwlock_primitive, name, -1, 0);

	lock->preference = preference;
	return lock;
}

void rwlock_read_lock_(struct rwlock *lock, const char *here)
{
	by_task_reserve(&lock->object, &lock->holds);
	engine_do_fast(&lock->object, RWLOCK_READ, NULL, here);
}

void rwlock_read_unlock_(struct rwlock *lock, const char *here)
{
	engine_do_fast(&lock->object, RWLOCK_READ_UNLOCK, NULL, here);
}

void rwlock_write_lock_(struct rwlock *lock, const char *here)
{
	if (lock->preference == RWLOCK_PREFER_WRITER)
		by_task_reserve(&lock->object, &lock->asks);
	if (lock->preference == RWLOCK_PREFER_READER ||
	    !engine_do_fast(&lock->object, RWLOCK_ASK, NULL, here))
		engine_do_fast(&lock->object, RWLOCK_WRITE, NULL, here);
}

bool rwlock_try_read_(struct rwlock *lock, const char *here)
{
	by_task_reserve(&lock->object, &lock->holds);
	return engine_do_fast(&lock->object, RWLOCK_TRY_READ, NULL, here);
}

bool rwlock_try_write_(struct rwlock *lock, const char *here)
{
	return engine_do_fast(&lock->object, RWLOCK_TRY_WRITE, NULL, here);
}

bool rwlock_read_until_(struct rwlock *lock, int64_t deadline, const char *here)
{
	by_task_reserve(&lock->object, &lock->holds);
	return engine_lock_until(&lock->object, RWLOCK_READ, NULL, deadline, here) == DONE_WELL;
}

bool rwlock_write_until_(struct rwlock *lock, int64_t deadline, const char *here)
{
	bool asks = lock->preference == RWLOCK_PREFER_WRITER;

	if (asks)
		by_task_reserve(&lock->object, &lock->asks);
	if (asks && engine_do(&lock->object, RWLOCK_ASK, NULL, here))
		return true;
	if (engine_lock_until(&lock->object, RWLOCK_WRITE, NULL, deadline, here) == DONE_WELL)
		return true;
	if (asks)
		engine_do(&lock->object, RWLOCK_GIVE_UP, NULL, here);
	return false;
}

bool rwlock_read_within_(struct rwlock *lock, int ms, const char *here)
{
	return rwlock_read_until_(lock, engine_deadline(ms * (int64_t)1000000), here);
}

bool rwlock_write_within_(struct rwlock *lock, int ms, const char *here)
{
	return rwlock_write_until_(lock, engine_deadline(ms * (int64_t)1000000), here);
}

void rwlock_init_(struct rwlock *lock, enum rwlock_preference preference, const char *here)
{
	engine_do(&lock->object, RWLOCK_INIT, &preference, here);
}

void rwlock_destroy_(struct rwlock *lock, const char *here)
{
	engine_do(&lock->object, RWLOCK_DESTROY, NULL, here);
}

bool rwlock_is_mine_(struct rwlock *lock)
{
	return object_is_mine(&lock->object);
}

void rwlock_write_unlock_(struct rwlock *lock, const char *here)
{
	engine_do_fast(&lock->object, RWLOCK_WRITE_UNLOCK, NULL, here);
}

bool rwlock_upgrade_(struct rwlock *lock, const char *here)
{
	return engine_do_fast(&lock->object, RWLOCK_UPGRADE, NULL, here);
}
