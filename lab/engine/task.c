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

/* To overlook a cancel, and then to see it. */
static int ways_to_see(const struct task *task, struct alternative *out, int max)
{
	int n = task->cancelled && max > 1 ? 2 : 1;

	for (int i = 0; i < n; i++)
		out[i] = (struct alternative){ .pick = i };
	return n;
}

static int task_ready(struct op_case *c, struct alternative *out, int max)
{
	struct task *task = (struct task *)c->object;

	if (c->kind == TASK_OP_CHOOSE)
		return ways_to_choose(c, out, max);
	if (c->kind == TASK_OP_MAY_TEST)
		return ways_to_see(task, out, max);
	if (c->kind == TASK_OP_LOOP)
		return 0;
	*out = (struct alternative){ NULL, 0 };
	if (c->kind == TASK_OP_JOIN_ALL)
		return atomic_load_explicit(&task->children, memory_order_relaxed) == 0;
	return c->kind == TASK_OP_JOIN ? task->ended : c->kind != TASK_OP_HEED || task->cancelled;
}

/* To join it, or to detach it: a misuse, or NULL. */
static const char *take(struct task *task, struct op_case *c)
{
	bool detach = c->kind == TASK_OP_DETACH;

	if (task->taken != NOT_TAKEN)
		atomic_store_explicit(&task->run->contested, true, memory_order_relaxed);
	if (task->taken == TAKEN_JOINED)
		return detach ? "detach of a thread that was joined" : "join of a thread that was joined already";
	c->completed = task->taken == NOT_TAKEN;
	if (c->completed)
		task->taken = detach ? TAKEN_DETACHED : TAKEN_JOINED;
	return NULL;
}

/* To join it where nobody need wait for that: a misuse, or NULL. `*busy`: it has not ended, so nothing was done. */
static const char *take_ended(struct task *task, struct op_case *c, bool *busy)
{
	const char *misuse;

	c->completed = false;
	*busy = !task->ended;
	if (*busy)
		return NULL;
	misuse = take(task, c);
	task->joined |= !misuse && c->completed;
	return misuse;
}

/* Is there nobody any more who could be spoken of by its name? */
static bool is_gone(const struct task *task)
{
	return task->joined || (task->ended && task->taken == TAKEN_DETACHED);
}

static void join(struct task *task)
{
	if (!task->awaited)
		atomic_fetch_add_explicit(&task->run->joined, 1, memory_order_relaxed);
	task->awaited = true;
	task->joined |= task->taken == TAKEN_JOINED;
}

static void end(struct task *task)
{
	task->ended = true;
	if (task->run->turn && task->parent != NO_TASK)         /* elsewhere nobody counts, and others may start some now */
		atomic_fetch_sub_explicit(&task->run->tasks[task->parent]->children, 1, memory_order_relaxed);
}

static const char *task_apply(struct op_case *c, const struct alternative *how)
{
	struct task *task = (struct task *)c->object;

	c->completed = true;
	switch (c->kind) {
	case TASK_OP_CHOOSE:
		*(int *)c->value = how->pick;
		break;
	case TASK_OP_END:
		end(task);
		break;
	case TASK_OP_JOIN:
		join(task);
		break;
	case TASK_OP_GIVE:
		task->taken = NOT_TAKEN;
		break;
	case TASK_OP_CANCEL:
		c->completed = !is_gone(task);
		task->cancelled |= c->completed;
		break;
	case TASK_OP_TEST:
		c->completed = task->cancelled;
		break;
	case TASK_OP_MAY_TEST:
		c->completed = how->pick == 1;
		break;
	case TASK_OP_DETACH:
	case TASK_OP_TAKE:
		return take(task, c);
	case TASK_OP_TRY:
		return take_ended(task, c, c->value);
	}
	return NULL;
}

static enum access_mode task_access(const struct op_case *c)
{
	const struct task *task = (const struct task *)c->object;

	switch (c->kind) {
	case TASK_OP_DETACH:
	case TASK_OP_TAKE:
	case TASK_OP_GIVE:
		return ACCESS_TAKE;
	case TASK_OP_JOIN:
		return ACCESS_JOIN;
	case TASK_OP_TRY:
		return ACCESS_ALL;
	case TASK_OP_FAIL:
	case TASK_OP_EXIT:
		return ACCESS_END;
	case TASK_OP_CANCEL:
		return task->taken == TAKEN_DETACHED ? ACCESS_CANCEL_LOOSE : ACCESS_CANCEL;
	case TASK_OP_HEED:
	case TASK_OP_TEST:
	case TASK_OP_MAY_TEST:
		return ACCESS_HEED;
	case TASK_OP_END:
		return task->exposed ? ACCESS_LAST : ACCESS_NONE;
	}
	return ACCESS_NONE;
}

static unsigned task_order(const struct op_case *c)
{
	return c->kind == TASK_OP_FENCE ? (unsigned)*(const int *)c->value : ORDER_RELAXED;
}

/* The first that this one has started and that has not ended, or the first. Where tasks take turns: nobody else starts any. */
static struct task *awaited_by(const struct task *task)
{
	struct run *run = task->run;
	struct task *first = NULL;

	for (int i = task->id + 1; i < run->n_tasks; i++) {
		if (run->tasks[i]->parent != task->id)
			continue;
		if (!run->tasks[i]->ended)
			return run->tasks[i];
		first = first ? first : run->tasks[i];
	}
	must(first);
	return first;
}

const struct object *task_told(const struct op_case *c)
{
	if (c->object->primitive != &task_primitive || c->kind != TASK_OP_JOIN_ALL)
		return c->object;
	return &awaited_by((const struct task *)c->object)->object;
}

static int task_peer(const struct op_case *c)
{
	return ((const struct task *)(const void *)task_told(c))->id;
}

/* Nobody asks whether a task that has ended was cancelled. */
static void task_digest(const struct object *object, struct hash *hash)
{
	const struct task *task = (const struct task *)object;

	int cancel = task->ended ? 0 : task->cancelled + 2 * task->struck + 4 * (int)task->heeds;

	hash_int(hash, task->ended + 2 * task->joined + 4 * cancel);
	hash_int(hash, task->taken);
}

static int task_freed_by(const struct op_case *c, struct role *out)
{
	if (c->kind == TASK_OP_LOOP)
		return 0;
	if (c->kind == TASK_OP_JOIN_ALL)
		*out = (struct role){ .task = awaited_by((struct task *)c->object) };
	else if (c->kind == TASK_OP_HEED)
		*out = (struct role){ .object = c->object, .kinds = 1u << TASK_OP_CANCEL };
	else
		*out = (struct role){ .task = (struct task *)c->object };
	return 1;
}

static void task_describe(const struct object *object, char *text, size_t size)
{
	snprintf(text, size, "%s", ((const struct task *)object)->ended ? "ended" : "not ended");
}

static const struct op_kind kinds[] = {
	[TASK_OP_GO]   = { "start", EV_TASK_GO, EV_TASK_GO, NULL },
	[TASK_OP_END]  = { "end", EV_TASK_END, EV_TASK_END, NULL },
	[TASK_OP_JOIN] = { "join", EV_TASK_JOIN, EV_TASK_JOIN, NULL },
	[TASK_OP_CHOOSE] = { "choose", EV_CHOOSE, EV_CHOOSE, NULL },
	[TASK_OP_FAIL] = { "fail", EV_FAULT, EV_FAULT, NULL },
	[TASK_OP_EXIT] = { "exit", EV_EXIT, EV_EXIT, NULL },
	[TASK_OP_TAKE] = { "begin to join", EV_TAKEN, EV_REFUSED, NULL },
	[TASK_OP_DETACH] = { "detach", EV_DETACH, EV_REFUSED, NULL },
	[TASK_OP_FENCE] = { "fence", EV_ATOM_FENCE, EV_ATOM_FENCE, NULL },
	[TASK_OP_HEED] = { "be cancelled", EV_CANCELLED, EV_CANCELLED, NULL },
	[TASK_OP_CANCEL] = { "cancel", EV_CANCEL, EV_REFUSED, NULL },
	[TASK_OP_TEST] = { "look for a cancel", EV_CANCELLED, EV_NOT_CANCELLED, NULL },
	[TASK_OP_MAY_TEST] = { "look for a cancel", EV_CANCELLED, EV_NOT_CANCELLED, NULL },
	[TASK_OP_GIVE] = { "give up joining", EV_GIVEN, EV_GIVEN, NULL },
	[TASK_OP_REST] = { "compute", EV_COMPUTE, EV_COMPUTE, NULL },
	[TASK_OP_JOIN_ALL] = { "join", EV_TASK_JOIN, EV_TASK_JOIN, NULL },
	[TASK_OP_TRY] = { "try to join", EV_TASK_JOIN, EV_REFUSED, NULL },
	[TASK_OP_LOOP] = { "leave an endless loop", EV_LOOP, EV_LOOP, NULL },
};

const struct primitive task_primitive = {
	.name = "task", .kinds = kinds, .n_kinds = TASK_OP_KINDS,
	.ready = task_ready, .apply = task_apply, .sort = sort_alike, .order = task_order, .peer = task_peer, .access = task_access, .digest = task_digest,
	.freed_by = task_freed_by, .describe = task_describe,
};
