/*
 * context.c - contexts.
 *
 * Cancelling is one operation for each context of the tree below, from the top: whoever sees that a
 * context is cancelled may find one below it alive for a moment.
 *
 * Invariants
 *   parent, deadline, key and value do not change; the deadline is not later than the parent's.
 *   Under the object's lock: `why` is CONTEXT_CANCELLED, or CONTEXT_LIVES, also when the deadline has passed.
 *   children, linked by `next`, the newest first: those made before it was cancelled. One made after is
 *   born cancelled. `next` does not change once the context stands in the list.
 */
#include "lab/sync/context.h"

#include <stdio.h>

#include "lab/engine/fast.h"

struct context {
	struct object    object;        /* must be first */
	struct context  *parent, *next, *children;
	int64_t          deadline;      /* on the run's clock, or NO_DEADLINE */
	const void      *key;
	void            *value;
	enum context_end why;
};

static struct context *context_of(const struct op_case *c)
{
	return (struct context *)c->object;
}

static bool is_over(const struct context *context)
{
	struct run *run = context->object.run;

	return context->why != CONTEXT_LIVES ||
	       (context->deadline != NO_DEADLINE && run->engine->now(run) >= context->deadline);
}

static int ready(struct op_case *c, struct alternative *out, int max)
{
	(void)max;
	out->partner = NULL;
	return c->kind != CONTEXT_DONE || is_over(context_of(c));
}

/* The value is the new child. */
static void derive(struct context *parent, struct context *child)
{
	if (parent->why != CONTEXT_LIVES) {
		child->why = parent->why;
		return;
	}
	child->next = parent->children;
	parent->children = child;
}

/* Does that end it? The value is where the children are to be written, which are to be cancelled next. */
static bool cancel(struct context *context, struct context **children)
{
	bool ends = !is_over(context);

	*children = context->why == CONTEXT_LIVES ? context->children : NULL;
	if (ends)
		context->why = CONTEXT_CANCELLED;
	return ends;
}

static const char *apply(struct op_case *c, const struct alternative *how)
{
	struct context *context = context_of(c);

	(void)how;
	c->completed = true;
	switch (c->kind) {
	case CONTEXT_DERIVE:
		derive(context, c->value);
		break;
	case CONTEXT_CANCEL:
		c->completed = cancel(context, c->value);
		break;
	case CONTEXT_LOOK:
		c->completed = is_over(context);
		*(enum context_end *)c->value = context->why;
		if (c->completed && context->why == CONTEXT_LIVES)
			*(enum context_end *)c->value = CONTEXT_EXPIRED;
		break;
	}
	return NULL;
}

static enum access_mode access(const struct op_case *c)
{
	return c->kind == CONTEXT_LOOK ? ACCESS_LOAD : c->kind == CONTEXT_DONE ? ACCESS_WAIT : ACCESS_ALL;
}

/* Relative to now; -1: it does not depend on time. */
static int64_t time_left(const struct context *context)
{
	int64_t now = context->object.run->engine->now(context->object.run);

	if (context->deadline == NO_DEADLINE)
		return -1;
	return context->deadline > now ? context->deadline - now : 0;
}

static void digest(const struct object *object, struct hash *hash)
{
	const struct context *context = (const struct context *)object;

	hash_int(hash, context->why);
	hash_int(hash, time_left(context));
	hash_int(hash, context->parent ? context->parent->object.id : NO_OBJECT);
	hash_content(hash, &context->key, sizeof context->key);
	hash_content(hash, &context->value, sizeof context->value);
	for (const struct context *child = context->children; child; child = child->next)
		hash_int(hash, child->object.id);
	hash_int(hash, -1);
}

/* Whoever may cancel it, or one above it. */
static int freed_by(const struct op_case *c, struct role *out)
{
	int n = 0;

	for (struct object *object = c->object; object && n < MAX_ROLES; object = object->above)
		out[n++] = (struct role){ .object = object, .kinds = 1u << CONTEXT_CANCEL };
	return n;
}

static int64_t due(const struct object *object)
{
	const struct context *context = (const struct context *)object;

	return context->why == CONTEXT_LIVES ? context->deadline : NO_DEADLINE;
}

static void describe(const struct object *object, char *text, size_t size)
{
	const struct context *context = (const struct context *)object;

	snprintf(text, size, "%s",
	         context->why != CONTEXT_LIVES ? "cancelled" : is_over(context) ? "expired" : "alive");
}

static const struct op_kind kinds[] = {
	[CONTEXT_DONE]   = { "see the end of", EV_CONTEXT_OVER, EV_CONTEXT_OVER, "WATCHES" },
	[CONTEXT_CANCEL] = { "cancel", EV_CONTEXT_CANCEL, EV_CONTEXT_LATE, "CANCELS" },
	[CONTEXT_DERIVE] = { "derive from", EV_CONTEXT_CHILD, EV_CONTEXT_CHILD, "WATCHES" },
	[CONTEXT_LOOK]   = { "look at", EV_CONTEXT_ENDED, EV_CONTEXT_ALIVE, "WATCHES" },
};

static const struct primitive context_primitive = {
	.name = "context", .kinds = kinds, .n_kinds = 4,
	.ready = ready, .apply = apply, .sort = sort_alike, .access = access, .digest = digest, .freed_by = freed_by, .due = due,
	.describe = describe,
};

/* ---- What patterns call ---- */

FAST(CONTEXT_DONE)
FAST(CONTEXT_LOOK)

struct context *context_make_(struct context *parent, int ms, const void *key, void *value, const char *name,
                              const char *here)
{
	struct context *context = object_new(sizeof *context, &context_primitive, name, -1, 0);

	context->parent = parent;
	context->key = key;
	context->value = value;
	context->deadline = ms < 0 ? NO_DEADLINE : engine_deadline(ms * (int64_t)1000000);
	if (!parent)
		return context;
	context->object.above = &parent->object;
	if (parent->deadline < context->deadline)
		context->deadline = parent->deadline;
	engine_do(&parent->object, CONTEXT_DERIVE, context, here);
	return context;
}

void context_cancel_(struct context *context, const char *here)
{
	struct context *child;

	engine_do(&context->object, CONTEXT_CANCEL, &child, here);
	for (; child; child = child->next)
		context_cancel_(child, here);
}

void context_wait_(struct context *context, const char *here)
{
	engine_do_fast(&context->object, CONTEXT_DONE, NULL, here);
}

enum context_end context_why_(struct context *context, const char *here)
{
	enum context_end why;

	engine_do_fast(&context->object, CONTEXT_LOOK, &why, here);
	return why;
}

void *context_value(const struct context *context, const void *key)
{
	for (; context; context = context->parent)
		if (context->key == key)
			return context->value;
	return NULL;
}

struct select_case context_case_(struct context *context)
{
	return (struct select_case){
		.object = context, .kind = CONTEXT_DONE, .nil = EV_CONTEXT_OVER,
	};
}
