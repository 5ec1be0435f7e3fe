/*
 * once.c - what is done once.
 *
 * Invariant (object.lock held): object.owner is who is at it, NULL before and after; object.occupancy is
 * 1 once it has begun.
 */
#include "lab/sync/once.h"

#include <stdio.h>

#include "lab/engine/fast.h"

struct once {
	struct object object;           /* must be first */
};

static int ready(struct op_case *c, struct alternative *out, int max)
{
	(void)max;
	out->partner = NULL;
	return c->kind != ONCE_BEGIN || !c->object->owner;
}

/* completed of a begin: the caller is the first, and is to do it. */
static const char *apply(struct op_case *c, const struct alternative *how)
{
	(void)how;
	c->completed = true;
	if (c->kind != ONCE_BEGIN) {
		c->object->owner = NULL;
		c->object->occupancy = c->kind == ONCE_FINISH;
		return NULL;
	}
	c->completed = c->object->occupancy == 0;
	if (c->completed) {
		c->object->owner = c->op->task;
		c->object->occupancy = 1;
	}
	return NULL;
}

static enum access_mode access(const struct op_case *c)
{
	bool done = c->object->occupancy && !c->object->owner;

	return done ? ACCESS_LOAD : ACCESS_ALL;         /* once done, nothing changes any more */
}

static void digest(const struct object *object, struct hash *hash)
{
	object_relate(object, hash, object->owner, 0);
	hash_int(hash, object->occupancy);
}

static int freed_by(const struct op_case *c, struct role *out)
{
	*out = (struct role){ .task = c->object->owner };
	return c->object->owner != NULL;
}

static void describe(const struct object *object, char *text, size_t size)
{
	if (object->owner)
		snprintf(text, size, "being done by %s", object->owner->object.name);
	else
		snprintf(text, size, object->occupancy ? "done" : "not done");
}

static const struct op_kind kinds[] = {
	[ONCE_BEGIN]  = { "begin", EV_ONCE_FIRST, EV_ONCE_AGAIN, "DOES" },
	[ONCE_FINISH] = { "finish", EV_ONCE_DONE, EV_ONCE_DONE, "DOES" },
	[ONCE_FORGET] = { "give up", EV_ONCE_LEFT, EV_ONCE_LEFT, "DOES" },
};

static const struct primitive once_primitive = {
	.name = "once", .kinds = kinds, .n_kinds = 3,
	.ready = ready, .apply = apply, .sort = sort_alike, .access = access, .digest = digest,
	.freed_by = freed_by, .describe = describe,
};

FAST(ONCE_BEGIN)
FAST(ONCE_FINISH)

struct once *once_make_(const char *name)
{
	return object_new(sizeof(struct once), &once_primitive, name, -1, 0);
}

void once_do_(struct once *once, void (*body)(void *), void *arg, const char *here)
{
	if (!engine_do_fast(&once->object, ONCE_BEGIN, NULL, here))
		return;
	body(arg);
	engine_do_fast(&once->object, ONCE_FINISH, NULL, here);
}

void once_forget_(struct once *once, const char *here)
{
	engine_do(&once->object, ONCE_FORGET, NULL, here);
}
