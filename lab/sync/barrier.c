/*
 * barrier.c - cyclic barriers.
 *
 * Invariants (object.lock held)
 *   object.occupancy tasks have arrived in this round; it is below object.capacity, the parties.
 *   `round` counts the rounds that are full; who arrived in an earlier one may pass.
 */
#include "lab/sync/barrier.h"

#include <stdio.h>

#include "lab/engine/fast.h"
#include "lab/sync/life.h"

struct barrier {
	struct object object;           /* must be first */
	int64_t       round;
};

static struct barrier *barrier_of(const struct op_case *c)
{
	return (struct barrier *)c->object;
}

/* The value of both ops is the round the task arrives in. */
static int ready(struct op_case *c, struct alternative *out, int max)
{
	(void)max;
	out->partner = NULL;
	return c->kind != BARRIER_PASS || barrier_of(c)->round > *(const int64_t *)c->value;
}

static int64_t sort(const struct op_case *c)
{
	return c->kind == BARRIER_PASS ? *(const int64_t *)c->value : 0;
}

static const char *init(struct op_case *c)
{
	const char *wrong = life_begin(c->object, c->object->occupancy > 0);

	if (!wrong)
		c->object->capacity = *(const int *)c->value;
	return wrong;
}

static const char *apply(struct op_case *c, const struct alternative *how)
{
	struct barrier *barrier = barrier_of(c);

	(void)how;
	c->completed = true;
	if (c->kind == BARRIER_PASS)
		return NULL;                    /* be it that it has been destroyed since */
	if (c->kind == BARRIER_INIT)
		return init(c);
	if (is_lost(c->object))
		return life_wrong(c->object);
	if (c->kind == BARRIER_DESTROY)
		return life_end(c->object, c->object->occupancy > 0);
	*(int64_t *)c->value = barrier->round;
	if (++c->object->occupancy == c->object->capacity) {
		c->object->occupancy = 0;
		c->completed = false;           /* it opens the barrier, and need not wait */
		barrier->round++;
	}
	return NULL;
}

static enum access_mode access(const struct op_case *c)
{
	return c->kind == BARRIER_PASS ? ACCESS_WAIT : ACCESS_ALL;
}

static void digest(const struct object *object, struct hash *hash)
{
	hash_int(hash, object->occupancy);
	hash_int(hash, object->capacity);
	hash_int(hash, ((const struct barrier *)object)->round);
}

static int freed_by(const struct op_case *c, struct role *out)
{
	*out = (struct role){ .object = c->object, .kinds = 1u << BARRIER_ARRIVE };
	return 1;
}

static void describe(const struct object *object, char *text, size_t size)
{
	snprintf(text, size, "%d of %d here", object->occupancy, object->capacity);
}

static const struct op_kind kinds[] = {
	[BARRIER_PASS]   = { "pass", EV_BARRIER_PASS, EV_BARRIER_PASS, "MEETS" },
	[BARRIER_ARRIVE] = { "arrive", EV_BARRIER_ARRIVE, EV_BARRIER_OPEN, "MEETS" },
	[BARRIER_INIT]   = { "initialise", EV_MADE, EV_MADE, "DESTROYS_BARRIER" },
	[BARRIER_DESTROY] = { "destroy", EV_DESTROYED, EV_DESTROYED, "DESTROYS_BARRIER" },
};

static const struct primitive barrier_primitive = {
	.name = "barrier", .kinds = kinds, .n_kinds = 4, .any_order = true,
	.ready = ready, .apply = apply, .sort = sort, .access = access, .digest = digest,
	.freed_by = freed_by, .describe = describe,
};

FAST(BARRIER_ARRIVE)
FAST(BARRIER_PASS)

struct barrier *barrier_make_(int parties, const char *name, const char *here)
{
	if (parties < 1)
		run_fail(task_self(), VERDICT_PANIC, NULL, "make", here,
		         "barrier %s of %d parties: it must be 1 or more", name, parties);
	return object_new(sizeof(struct barrier), &barrier_primitive, name, parties, 0);
}

bool barrier_wait_(struct barrier *barrier, const char *here)
{
	int64_t round;
	bool last = !engine_do_fast(&barrier->object, BARRIER_ARRIVE, &round, here);

	if (!last)
		engine_do_fast(&barrier->object, BARRIER_PASS, &round, here);
	return last;
}

void barrier_init_(struct barrier *barrier, int parties, const char *here)
{
	engine_do(&barrier->object, BARRIER_INIT, &parties, here);
}

void barrier_destroy_(struct barrier *barrier, const char *here)
{
	engine_do(&barrier->object, BARRIER_DESTROY, NULL, here);
}
