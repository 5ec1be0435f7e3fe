/*
 * snapshot.c - freeze a run and write down where everybody stands.
 *
 * With the run's lock and every object's lock held (taken in the order of their ids) no op can be completed, no object
 * made, no task started. A task that waits without a deadline stands still then, and its op may be read. One with a
 * deadline may time out meanwhile: its op may be read only while some object's queue holds it, because it must take
 * that object's lock to leave; free.c publishes no other. Of tasks that move only what is atomic is read: first the
 * state, then the op, for an op is published before the state that shows it. The other way round the op could be the
 * one before, long gone.
 */
#include <stdio.h>

#include "lab/engine/record.h"
#include "lab/engine/run.h"

static struct snap_use *copy_uses(const struct task *task, struct arena *arena)
{
	struct snap_use *uses = arena_alloc(arena, (size_t)task->n_uses * sizeof *uses);

	for (int i = 0; i < task->n_uses; i++)
		uses[i] = (struct snap_use){ use_object(&task->uses[i])->id, task->uses[i].kinds };
	return uses;
}

static void copy_helpers(const struct op_case *c, struct snap_case *out, struct arena *arena)
{
	struct role roles[MAX_ROLES];

	out->n_helpers = c->object->primitive->freed_by(c, roles);
	out->needs_all = c->object->primitive->needs_all;
	out->helpers = arena_alloc(arena, (size_t)out->n_helpers * sizeof *out->helpers);
	for (int i = 0; i < out->n_helpers; i++)
		out->helpers[i] = (struct snap_helper){
			.task = roles[i].task ? roles[i].task->id : NO_TASK,
			.object = roles[i].object ? roles[i].object->id : NO_OBJECT,
			.kinds = roles[i].kinds,
		};
}

static void copy_cases(const struct op *op, struct snap_task *out, struct arena *arena)
{
	out->n_cases = op_told(op);
	out->heeds = op->aside;
	out->cases = arena_alloc(arena, (size_t)out->n_cases * sizeof *out->cases);
	for (int i = 0; i < out->n_cases; i++) {
		const struct op_case *c = &op->cases[i];
		struct snap_case *to = &out->cases[i];

		to->object = c->object ? task_told(c)->id : NO_OBJECT;
		to->event = c->object ? c->object->primitive->kinds[c->kind].done : c->nil;
		if (c->object)
			copy_helpers(c, to, arena);
	}
}

/* The state of a task, and its op when it waits and the op may be read; else NULL there. */
static enum task_state state_of(const struct run *run, struct task *task, struct op **op)
{
	int state = atomic_load(&task->state);

	*op = NULL;
	if (task->ended)
		return TASK_ENDED;
	if (run->engine == &plan_engine && task->id != 0)
		return TASK_NEW;
	if (run->turn && turn_can_move(task))
		return TASK_RUNNING;
	if (state != TASK_SPINNING && state != TASK_ASLEEP && state != TASK_DOZING)
		return TASK_RUNNING;
	*op = atomic_load(&task->op);
	return *op && op_until(*op) == NO_DEADLINE ? TASK_BLOCKED : TASK_SLEEPING;
}

/* Where tasks take turns it is known what those are about to do that can move. */
static void copy_next(const struct run *run, const struct task *task, struct snap_task *out)
{
	const struct op *op = run->turn ? turn_op(run, task->id) : NULL;
	const struct op_case *c = op && op->n_cases == 1 && op->cases->object ? op->cases : NULL;

	if (!op || out->state != TASK_RUNNING)
		return;
	out->n_next = op->n_cases;
	out->next = c ? c->object->primitive->kinds[c->kind].done : EV_DEFAULT;
	out->next_object = c ? task_told(c)->id : NO_OBJECT;
}

static void copy_task(struct run *run, struct task *task, struct snap_task *out, struct arena *arena)
{
	struct op *op;
	enum task_state state = state_of(run, task, &op);

	*out = (struct snap_task){
		.name = arena_text(arena, task->object.name),
		.state = state,
		.here = atomic_load_explicit(&task->here, memory_order_relaxed),
		.started_at = task->started_at,
		.cancelled_at = task->ended ? task->cancelled_at : NULL,
		.object = task->object.id,
		.parent = task->parent,
		.declared = task->declared && task->breaches == 0,
		.n_uses = task->n_uses,
		.uses = copy_uses(task, arena),
		.events = atomic_load_explicit(&task->log.count, memory_order_relaxed),
	};
	if (op)
		copy_cases(op, out, arena);
	copy_next(run, task, out);
}

static void copy_object(const struct object *object, struct snap_object *out, struct arena *arena)
{
	const struct primitive *primitive = object->primitive;
	const char **words = arena_alloc(arena, (size_t)primitive->n_kinds * sizeof *words);
	enum event_kind *events = arena_alloc(arena, (size_t)primitive->n_kinds * sizeof *events);
	char state[64] = "";

	for (int i = 0; i < primitive->n_kinds; i++) {
		words[i] = primitive->kinds[i].word;
		events[i] = primitive->kinds[i].done;
	}
	if (!primitive->gone || !primitive->gone(object))
		primitive->describe(object, state, sizeof state);
	*out = (struct snap_object){
		.name = arena_text(arena, object->name),
		.kind = primitive->name,
		.state = arena_text(arena, state),
		.occupancy = object->occupancy,
		.capacity = object->capacity,
		.owner = object->owner ? object->owner->id : NO_TASK,
		.operations = words,
		.events = events,
		.n_operations = primitive->n_kinds,
	};
}

struct snapshot *run_freeze(struct run *run, struct arena *arena)
{
	struct snapshot *snapshot = arena_alloc(arena, sizeof *snapshot);

	lock_take(&run->lock);
	for (int i = 0; i < run->n_objects; i++)
		lock_take(&run->objects[i]->lock);
	snapshot->n_tasks = run->n_tasks;
	snapshot->n_objects = run->n_objects;
	snapshot->bare = run->outside != NULL;
	snapshot->tasks = arena_alloc(arena, (size_t)run->n_tasks * sizeof *snapshot->tasks);
	snapshot->objects = arena_alloc(arena, (size_t)run->n_objects * sizeof *snapshot->objects);
	for (int i = 0; i < run->n_tasks; i++)
		copy_task(run, run->tasks[i], &snapshot->tasks[i], arena);
	for (int i = 0; i < run->n_objects; i++)
		copy_object(run->objects[i], &snapshot->objects[i], arena);
	for (int i = run->n_objects - 1; i >= 0; i--)
		lock_give(&run->objects[i]->lock);
	lock_give(&run->lock);
	return snapshot;
}
