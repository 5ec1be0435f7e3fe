/*
 * perform.c - an operation as a task performs it, in whatever engine: what it has not declared is noted, misuse ends the run.
 * See engine.h.
 */
#include "lab/engine/engine.h"

#include <string.h>

#include "lab/engine/crash.h"
#include "lab/engine/declared.h"
#include "lab/engine/record.h"
#include "lab/engine/run.h"

static inline int perform(struct op *op, const char *base)
{
	struct task *task = op->task;

	task->base = base;
	for (int i = 0; i < op->n_cases; i++)
		if (op->cases[i].object)
			crash_try(op->cases[i].object);
	task->inside = true;
	atomic_store_explicit(&task->here, op->here, memory_order_relaxed);
	if (task->declared)
		declared_check(op);
	if (op->deadline != NO_DEADLINE)
		run_note_timed(task->run, op->n_cases == op->aside, op->here);
	op->misuse = NULL;
	task->run->engine->perform(op);
	if (op->misuse) {
		struct op_case *c = &op->cases[op->chosen];

		run_fail_at_once(task, VERDICT_PANIC, c->object, c->object->primitive->kinds[c->kind].word, op->here,
		                 op->misuse);
	}
	task->inside = false;
	if (op->chosen >= 0 && op->cases[op->chosen].ok)
		*op->cases[op->chosen].ok = op->cases[op->chosen].completed;
	return op->chosen;
}

int engine_perform(struct op *op)
{
	return perform(op, NULL);
}

/* Padding is zeroed, too: stacks are compared. */
static void make_case(struct op_case *c, struct op *op, struct object *object, int kind, void *value)
{
	memset(c, 0, sizeof *c);
	c->object = object;
	c->kind = kind;
	c->value = value;
	c->completed = true;
	c->op = op;
}

static void make_op(struct op *op, struct op_case *cases, int n, int64_t deadline, const char *here)
{
	memset(op, 0, sizeof *op);
	op->task = task_self();
	op->here = here;
	op->cases = cases;
	op->n_cases = n;
	op->deadline = deadline;
}

enum done engine_do_until(struct object *object, int kind, void *value, int64_t deadline, const char *here)
{
	struct op_case c;
	struct op op;

	crash_try(object);
	make_case(&c, &op, object, kind, value);
	make_op(&op, &c, 1, deadline, here);
	if (perform(&op, NULL) == OP_TIMEOUT)
		return DONE_TIMEOUT;
	return c.completed ? DONE_WELL : DONE_NOT;
}

/* Wait for the only case there is, a sleep's for none, or for a cancel, which the task heeds. */
static enum done wait_aside(struct op *op, struct op_case *cases, int n, int64_t deadline, const char *here)
{
	struct task *self = task_self();
	int chosen;

	make_case(&cases[n], op, &self->object, TASK_OP_HEED, NULL);
	make_op(op, cases, n + 1, deadline, here);
	op->aside = true;
	chosen = perform(op, NULL);
	self->struck = chosen == n;
	return self->struck ? DONE_CANCELLED : chosen == OP_TIMEOUT ? DONE_TIMEOUT : cases[0].completed ? DONE_WELL : DONE_NOT;
}

/* Not in line: what a frame has room for and does not use is garbage, and stacks are compared. */
static __attribute__((noinline)) enum done wait_until(struct object *object, int kind, void *value, int64_t deadline, const char *here)
{
	struct op_case cases[2];
	struct op op;

	crash_try(object);
	make_case(&cases[0], &op, object, kind, value);
	return wait_aside(&op, cases, 1, deadline, here);
}

enum done engine_wait_until(struct object *object, int kind, void *value, int64_t deadline, const char *here)
{
	return task_self()->heeds >= HEEDS_AT_POINTS ? wait_until(object, kind, value, deadline, here) :
	       engine_do_until(object, kind, value, deadline, here);
}

enum done engine_lock_until(struct object *object, int kind, void *value, int64_t deadline, const char *here)
{
	return task_self()->heeds == HEEDS_ALWAYS ? wait_until(object, kind, value, deadline, here) :
	       engine_do_until(object, kind, value, deadline, here);
}

bool engine_do_from(struct object *object, int kind, void *value, const char *here, const char *base)
{
	struct op_case c;
	struct op op;

	crash_try(object);
	make_case(&c, &op, object, kind, value);
	make_op(&op, &c, 1, NO_DEADLINE, here);
	perform(&op, base);
	return c.completed;
}

int64_t engine_deadline(int64_t ns)
{
	struct run *run = task_self()->run;

	if (!atomic_load_explicit(&run->timed, memory_order_relaxed))
		atomic_store(&run->timed, true);
	return run->engine->now(run) + ns;
}

static __attribute__((noinline)) void sleep_until(int64_t until, const char *here)
{
	struct op op;

	make_op(&op, NULL, 0, until, here);
	engine_perform(&op);
}

static __attribute__((noinline)) void sleep_aside(int64_t until, const char *here)
{
	struct op_case heeds;
	struct op op;

	wait_aside(&op, &heeds, 0, until, here);
}

void engine_sleep(int64_t ns, const char *here)
{
	struct task *self = task_self();
	int64_t until;

	if (ns <= 0)
		return;
	self->inside = true;
	until = engine_deadline(ns);
	record_alone(self, EV_SLEEP, here, ns / 1000000);
	if (self->heeds == HEEDS_NOT)
		sleep_until(until, here);
	else
		sleep_aside(until, here);
}
