/* tasks.c - see tasks.h. */
#include "lab/sync/task_make.h"

#include <stdarg.h>
#include <stdio.h>

#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/engine/declared.h"
#include "lab/engine/run.h"

static struct task *make(void (*body)(void *), void *arg, struct uses uses, const char *here, const char *name)
{
	struct task *self = task_self(), *task;

	must(self);
	self->inside = true;
	task = run_add_task(self->run, body, arg, uses.list, uses.n, here, name);
	self->inside = false;
	return task;
}

struct task *task_make(void (*body)(void *), void *arg, const char *here, const char *name)
{
	return make(body, arg, ANYTHING, here, name);
}

/* Who starts them for ever is to be told so, before the memory is used up. */
static bool are_too_many(const struct task *task)
{
	const struct run *run = task->run;
	int gone = run->turn ? 0 : atomic_load_explicit(&run->joined, memory_order_relaxed);

	return task->id - gone > MOST_RUN_TASKS - 1;
}

void task_begin(struct task *task, const char *here)
{
	struct task *self = task_self();

	engine_do(&task->object, TASK_OP_GO, NULL, here);
	if (are_too_many(task))
		run_fail(self, VERDICT_FAILED, NULL, "start", here, "cannot start %s: the lab runs no more tasks than %d%s",
		         task->object.name, MOST_RUN_TASKS, self->run->turn ? "" : " that nobody has joined");
	task->log.stamp = self->log.stamp;      /* what it does comes after its start, whatever its processor's clock says */
	if (!self->run->engine->start(task))
		run_fail(self, VERDICT_FAILED, NULL, "start", here,
		         "cannot start %s: the system allows no more than %d thread%s here (see `ulimit -u`, the memory, "
		         "or the limit of the container)", task->object.name, self->run->n_tasks - 1,
		         text_s(self->run->n_tasks - 1));
}

struct task *task_go_(void (*body)(void *), void *arg, struct uses uses, const char *here, const char *format, ...)
{
	struct task *task;
	char name[64];
	va_list args;

	va_start(args, format);
	vsnprintf(name, sizeof name, format, args);
	va_end(args);
	task = make(body, arg, uses, here, name);
	task_begin(task, here);
	return task;
}

_Noreturn void task_leave(void)
{
	struct task *self = task_self();

	self->run->engine->leave(self);
	panic("a task that had ended went on");
}

void task_sleep_ns(int64_t ns, const char *here)
{
	engine_sleep(ns, here);
}

void task_uses(struct uses uses)
{
	struct task *self = task_self();
	struct run *run = self->run;

	self->inside = true;
	declared_check_wider(self, uses.list, uses.n);
	lock_take(&run->lock);
	self->declared = uses.list != NULL;
	self->n_uses = 0;
	for (int i = 0; i < uses.n; i++)
		if (uses.list[i].object)
			run_add_use(self, uses.list[i]);
	lock_give(&run->lock);
	self->inside = false;
}

struct task *task_me_(void)
{
	return task_self();
}

void task_join_(struct task *task, const char *here)
{
	engine_do(&task->object, TASK_OP_JOIN, NULL, here);
}

void task_join_all_(const char *here)
{
	struct task *self = task_self();

	int id = run_next_child(self, self->id);

	if (id == NO_TASK)
		return;
	if (self->run->turn)
		engine_do(&self->object, TASK_OP_JOIN_ALL, NULL, here);
	else
		task_join_(run_task(self->run, id), here);
	while ((id = run_next_child(self, id)) != NO_TASK)
		task_join_(run_task(self->run, id), here);
}

enum done task_take_until_(struct task *task, int64_t deadline, const char *here)
{
	enum done how;

	if (!engine_do(&task->object, TASK_OP_TAKE, NULL, here))
		return DONE_NOT;
	how = engine_wait_until(&task->object, TASK_OP_JOIN, NULL, deadline, here);
	if (how != DONE_WELL)
		engine_do(&task->object, TASK_OP_GIVE, NULL, here);
	return how;
}

bool task_take_(struct task *task, const char *here)
{
	return task_take_until_(task, NO_DEADLINE, here) == DONE_WELL;
}

bool task_try_(struct task *task, bool *busy, const char *here)
{
	return engine_do(&task->object, TASK_OP_TRY, busy, here);
}

bool task_cancel_(struct task *task, const char *here)
{
	return engine_do(&task->object, TASK_OP_CANCEL, NULL, here);
}

bool task_cancelled_(bool sure, const char *here)
{
	return engine_do(&task_self()->object, sure ? TASK_OP_TEST : TASK_OP_MAY_TEST, NULL, here);
}

bool task_detach_(struct task *task, const char *here)
{
	return engine_do(&task->object, TASK_OP_DETACH, NULL, here);
}

void task_sleep_(int ms, const char *here)
{
	engine_sleep(ms * (int64_t)1000000, here);
}
