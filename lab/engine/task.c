/*
 * task.c - claims, and tasks as objects that others join.
 */
#include "lab/engine/task.h"

#include <stdio.h>

#include "lab/base/panic.h"
#include "lab/engine/record.h"
#include "lab/engine/run.h"

_Thread_local struct task *task_current;

bool task_claim(struct task *task)
{
	int state = atomic_load(&task->state);

	while (state == TASK_SPINNING || state == TASK_ASLEEP || state == TASK_DOZING)
		if (atomic_compare_exchange_weak(&task->state, &state, TASK_CLAIMED)) {
			if (state == TASK_ASLEEP)
				atomic_fetch_add(&task->run->awake, 1);
			task->wake_needed = state != TASK_SPINNING;
			return true;
		}
	return false;
}

void task_release(struct task *task)
{
	bool wake = task->wake_needed;

	if (atomic_exchange(&task->state, TASK_RELEASED) == TASK_AWAITED || wake)
		word_wake(&task->state, 1);
}

void task_jump(struct task *task)
{
	siglongjmp(task->start, 1);
}

_Noreturn void task_unwind(struct task *task)
{
	task->run->engine->unwind(task);
	panic("an engine went on with a task that was to unwind");
}

/* ---- Tasks as objects ---- */

/* A number below *value: one way for each. */
static int ways_to_choose(const struct op_case *c, struct alternative *out, int max)
{
	int n = *(const int *)c->value;

	for (int i = 0; i < n && i < max; i++)
		out[i] = (struct alternative){ .pick = i };
	return n < max ? n : max;
}

static int task_ready(struct op_case *c, struct alternative *out, int max)
{
	struct task *task = (struct task *)c->object;

	if (c->kind == TASK_OP_CHOOSE)
		return ways_to_choose(c, out, max);
	out->partner = NULL;
	return c->kind != TASK_OP_JOIN || task->ended;
}

/* To join it, or to detach it: a misuse, or NULL. */
static const char *take(struct task *task, struct op_case *c)
{
	bool detach = c->kind == TASK_OP_DETACH;

	if (task->taken == TAKEN_JOINED)
		return detach ? "detach of a thread that was joined" : "join of a thread that was joined already";
	c->completed = task->taken == NOT_TAKEN;
	if (c->completed)
		task->taken = detach ? TAKEN_DETACHED : TAKEN_JOINED;
	return NULL;
}

static const char *task_apply(struct op_case *c, const struct alternative *how)
{
	if (c->kind == TASK_OP_CHOOSE)
		*(int *)c->value = how->pick;
	if (c->kind == TASK_OP_END)
		((struct task *)c->object)->ended = true;
	c->completed = true;
	if (c->kind == TASK_OP_DETACH || c->kind == TASK_OP_TAKE)
		return take((struct task *)c->object, c);
	return NULL;
}

static enum access_mode task_access(const struct op_case *c)
{
	return c->kind == TASK_OP_DETACH || c->kind == TASK_OP_TAKE ? ACCESS_ALL : c->kind == TASK_OP_JOIN ? ACCESS_JOIN :
	       c->kind == TASK_OP_FAIL || c->kind == TASK_OP_EXIT ? ACCESS_END : ACCESS_NONE;
}

static unsigned task_order(const struct op_case *c)
{
	return c->kind == TASK_OP_FENCE ? (unsigned)*(const int *)c->value : ORDER_RELAXED;
}

static int task_peer(const struct op_case *c)
{
	return ((const struct task *)c->object)->id;
}

static void task_digest(const struct object *object, struct hash *hash)
{
	hash_int(hash, ((const struct task *)object)->ended);
	hash_int(hash, ((const struct task *)object)->taken);
}

static int task_freed_by(const struct op_case *c, struct role *out)
{
	*out = (struct role){ .task = (struct task *)c->object };
	return 1;
}

static void task_describe(const struct object *object, char *text, size_t size)
{
	snprintf(text, size, "%s", ((const struct task *)object)->ended ? "ended" : "not ended");
}

static const struct op_kind kinds[] = {
	[TASK_OP_GO]   = { "start", EV_TASK_GO, EV_TASK_GO },
	[TASK_OP_END]  = { "end", EV_TASK_END, EV_TASK_END },
	[TASK_OP_JOIN] = { "join", EV_TASK_JOIN, EV_TASK_JOIN },
	[TASK_OP_CHOOSE] = { "choose", EV_CHOOSE, EV_CHOOSE },
	[TASK_OP_FAIL] = { "fail", EV_FAULT, EV_FAULT },
	[TASK_OP_EXIT] = { "exit", EV_EXIT, EV_EXIT },
	[TASK_OP_TAKE] = { "take", EV_TAKEN, EV_REFUSED },
	[TASK_OP_DETACH] = { "detach", EV_DETACH, EV_REFUSED },
	[TASK_OP_FENCE] = { "fence", EV_ATOM_FENCE, EV_ATOM_FENCE },
};

const struct primitive task_primitive = {
	.name = "task", .kinds = kinds, .n_kinds = 9,
	.ready = task_ready, .apply = task_apply, .order = task_order, .peer = task_peer, .access = task_access, .digest = task_digest,
	.freed_by = task_freed_by, .describe = task_describe,
};
