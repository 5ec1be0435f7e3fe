/*
 * fast.h - the way through for an operation that can complete at once and concerns nobody else.
 *
 * Most operations are like that. engine_do_fast() is engine_do() with a function made by FAST(), which has the
 * primitive's own ready and apply in line: an uncontended send costs about two atomic instructions. It decides nothing:
 * where an operation would wait, meet a partner, free a waiter, be a misuse or be undeclared, or where the engine wants a
 * say, engine_do() does the whole work. So the semantics stand in one place.
 *
 * It is a function of its own so that who does not go this way has no frame for it: what a frame has room for and does not
 * use is garbage, and stacks are compared (search/state.h).
 */
#ifndef LAB_ENGINE_FAST_H
#define LAB_ENGINE_FAST_H

#include "lab/engine/crash.h"
#include "lab/engine/record.h"
#include "lab/engine/run.h"

typedef int (*ready_function)(struct op_case *, struct alternative *, int);
typedef const char *(*apply_function)(struct op_case *, const struct alternative *);
typedef bool (*fast_function)(struct object *, void *value, const char *here);

/* In a primitive's source, behind its ready() and apply(): the function fast_KIND() for operations of that kind. */
#define FAST(op_kind)                                                                                       \
	static __attribute__((noinline)) bool fast_##op_kind(struct object *object, void *value, const char *here) \
	{                                                                                                   \
		return fast_try(object, op_kind, value, here, ready, apply);                                \
	}

/* May this task do this without asking anybody? */
static inline bool fast_allowed(const struct task *self, const struct object *object, int kind)
{
	if (!self->run->at_once || atomic_load_explicit(&self->run->stopping, memory_order_relaxed))
		return false;
	if (!self->declared)
		return true;
	for (int i = 0; i < self->n_uses; i++)
		if (self->uses[i].object == object && self->uses[i].kinds >> kind & 1)
			return true;
	return false;
}

static inline __attribute__((always_inline)) bool fast_try(struct object *object, int kind, void *value, const char *here,
                                                           ready_function ready, apply_function apply)
{
	struct task *self = task_self();
	struct op op;
	struct op_case c;
	struct alternative how;
	bool done;

	crash_try(object);
	self->inside = true;
	op.task = self;
	op.here = here;
	c.object = object;
	c.kind = kind;
	c.value = value;
	c.op = &op;
	atomic_store_explicit(&self->here, here, memory_order_relaxed);
	lock_take(&object->lock);
	done = list_empty(&object->waiting[0]) && list_empty(&object->waiting[1]) && ready(&c, &how, 1) &&
	       !how.partner && !apply(&c, &how);
	if (done && self->log.off)
		trace_next(&self->log, c.completed ? object->primitive->kinds[kind].done
		                                   : object->primitive->kinds[kind].not_done);
	else if (done)
		record_completion(&c, NO_TASK);
	lock_give(&object->lock);
	self->inside = false;
	return done ? c.completed : engine_do(object, kind, value, here);
}

/* See above; where FAST(kind) stands before. */
#define engine_do_fast(object, kind, value, here) engine_do_fast_(object, kind, value, here, fast_##kind)

static inline __attribute__((always_inline)) bool engine_do_fast_(struct object *object, int kind, void *value,
                                                                   const char *here, fast_function fast)
{
	if (fast_allowed(task_self(), object, kind))
		return fast(object, value, here);
	return engine_do(object, kind, value, here);
}

#endif
