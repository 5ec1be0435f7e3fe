/*
 * wait_group.c - wait groups.
 *
 * Invariant (object.lock held): object.occupancy is the counter, and is not negative.
 */
#include "lab/sync/wait_group.h"

#include <limits.h>
#include <stdio.h>

#include "lab/engine/fast.h"

struct wait_group {
	struct object object;           /* must be first */
};

static int ready(struct op_case *c, struct alternative *out, int max)
{
	(void)max;
	out->partner = NULL;
	return c->kind != WAIT_GROUP_WAIT || c->object->occupancy == 0;
}

static const char *apply(struct op_case *c, const struct alternative *how)
{
	int by = c->kind == WAIT_GROUP_ADD ? *(const int *)c->value : c->kind == WAIT_GROUP_DONE ? -1 : 0;
	long long sum = (long long)c->object->occupancy + by;

	(void)how;
	c->completed = true;
	if (sum < 0)
		return "the counter of the wait group goes below zero";
	if (sum > INT_MAX)
		return "the counter of the wait group grows too large";
	c->object->occupancy = (int)sum;
	return NULL;
}

static enum access_mode access(const struct op_case *c)
{
	if (c->kind == WAIT_GROUP_WAIT)
		return ACCESS_WAIT;
	return c->kind == WAIT_GROUP_DONE && c->object->occupancy > 0 ? ACCESS_DONE : ACCESS_ALL;
}

static void digest(const struct object *object, struct hash *hash)
{
	hash_int(hash, object->occupancy);
}

static int freed_by(const struct op_case *c, struct role *out)
{
	out[0] = (struct role){ .object = c->object, .kinds = 1u << WAIT_GROUP_DONE };
	out[1] = (struct role){ .object = c->object, .kinds = 1u << WAIT_GROUP_ADD };   /* may add a negative number */
	return 2;
}

static void describe(const struct object *object, char *text, size_t size)
{
	snprintf(text, size, "%d to go", object->occupancy);
}

static const struct op_kind kinds[] = {
	[WAIT_GROUP_ADD]  = { "add", EV_WAIT_ADD, EV_WAIT_ADD, "ADDS" },
	[WAIT_GROUP_DONE] = { "done", EV_WAIT_DONE, EV_WAIT_DONE, "DONES" },
	[WAIT_GROUP_WAIT] = { "wait", EV_WAIT_ZERO, EV_WAIT_ZERO, "WAITS" },
};

static const struct primitive wait_group_primitive = {
	.name = "wait group", .kinds = kinds, .n_kinds = 3,
	.ready = ready, .apply = apply, .sort = sort_alike, .access = access, .digest = digest, .freed_by = freed_by, .describe = describe,
};

FAST(WAIT_GROUP_ADD)
FAST(WAIT_GROUP_DONE)
FAST(WAIT_GROUP_WAIT)

struct wait_group *wait_group_make_(const char *name)
{
	return object_new(sizeof(struct wait_group), &wait_group_primitive, name, -1, sizeof(int));
}

void wait_group_add_(struct wait_group *group, int count, const char *here)
{
	engine_do_fast(&group->object, WAIT_GROUP_ADD, &count, here);
}

void wait_group_done_(struct wait_group *group, const char *here)
{
	engine_do_fast(&group->object, WAIT_GROUP_DONE, NULL, here);
}

void wait_group_wait_(struct wait_group *group, const char *here)
{
	engine_do_fast(&group->object, WAIT_GROUP_WAIT, NULL, here);
}
