/*
 * plan.c - the engine that only finds out who would be started, with which declared uses.
 *
 * main's body runs on the supervisor's own thread; starting a task records it and goes on, and so does an operation that
 * main can complete alone before it has declared what it uses (it counts a wait group up, say, for the tasks it starts
 * next). The first other operation unwinds. Nothing waits, nothing else moves.
 */
#include "lab/engine/record.h"
#include "lab/engine/run.h"

static bool starts_task(const struct op_case *c)
{
	return c->object->primitive == &task_primitive && c->kind == TASK_OP_GO;
}

static void plan_perform(struct op *op)
{
	struct op_case *c = op->cases;
	struct alternative how;

	if (op->n_cases != 1 || !c->object || (op->task->declared && !starts_task(c)) ||
	    !c->object->primitive->ready(c, &how, 1))
		task_unwind(op->task);
	op->misuse = c->object->primitive->apply(c, &how);
	op->chosen = 0;
}

static bool plan_start(struct task *task)
{
	if (task->id != 0)
		return true;
	task_current = task;
	if (sigsetjmp(task->start, 0) == 0)
		task->body(task->arg);
	task_current = NULL;
	return true;
}

static int64_t plan_now(struct run *run)
{
	(void)run;
	return 0;
}

static int plan_choose(struct task *task, int n, enum choice what)
{
	(void)task, (void)n, (void)what;
	return 0;
}

static bool plan_wait(struct run *run, int64_t deadline)
{
	(void)run, (void)deadline;
	return true;
}

static bool plan_stop(struct run *run, int64_t patience)
{
	(void)run, (void)patience;
	return true;
}

const struct engine plan_engine = {
	.name = "plan", .perform = plan_perform, .unwind = task_jump, .leave = task_jump, .start = plan_start, .choose = plan_choose, .now = plan_now,
	.wait = plan_wait, .stop = plan_stop,
};
