/* fault.c - what ends a run before its time: recorded once, by the first; then whoever did it unwinds. See run.h. */
#include "lab/engine/run.h"

#include <stdarg.h>
#include <stdio.h>

#include "lab/base/buf.h"
#include "lab/engine/engine.h"
#include "lab/engine/record.h"

void run_set_fault(struct run *run, const struct fault *fault)
{
	lock_take(&run->lock);
	if (run->fault.verdict == VERDICT_OK)
		run->fault = *fault;
	lock_give(&run->lock);
	run_tell(run);
}

const struct fault *run_fault(struct run *run)
{
	bool any;

	lock_take(&run->lock);
	any = run->fault.over;
	lock_give(&run->lock);
	return any ? &run->fault : NULL;        /* once set it does not change */
}

static _Noreturn void end_with(struct task *self, const struct fault *fault)
{
	self->inside = true;
	run_set_fault(self->run, fault);
	task_unwind(self);
}

static struct fault fault_of(const struct task *self, enum verdict verdict, const struct object *object,
                             const char *operation, const char *here, const char *text)
{
	return (struct fault){ true, verdict, self->id, object ? object->id : NO_OBJECT, operation, here, text };
}

/* The text in the run's memory, where going back to a checkpoint gives it back. */
static const char *format_text(struct run *run, const char *format, va_list args)
{
	struct buf text = { 0 };
	const char *kept;

	buf_vprintf(&text, format, args);
	lock_take(&run->lock);
	kept = arena_text(run->arena, buf_text(&text));
	lock_give(&run->lock);
	buf_free(&text);
	return kept;
}

_Noreturn void run_fail(struct task *self, enum verdict verdict, const struct object *object, const char *operation,
                        const char *here, const char *format, ...)
{
	struct fault fault;
	const char *text;
	va_list args;

	self->inside = true;
	va_start(args, format);
	text = format_text(self->run, format, args);
	va_end(args);
	fault = fault_of(self, verdict, object, operation, here, text);
	if (verdict == VERDICT_FAILED)
		record_alone(self, EV_FAULT, here, 0);  /* that is the system's doing, not the task's */
	else
		engine_do(&self->object, TASK_OP_FAIL, NULL, here ? here : "");
	end_with(self, &fault);
}

static void note_stayed(struct task *self, const char *here, bool waits)
{
	struct stayed *stayed = &self->run->stayed;

	lock_take(&self->run->lock);
	if (!*stayed->task) {
		snprintf(stayed->task, sizeof stayed->task, "%s", self->object.name);
		stayed->here = here;
		stayed->waits = waits;
	}
	lock_give(&self->run->lock);
}

_Noreturn void run_brake(struct task *self, const char *here, bool waits)
{
	struct fault fault = fault_of(self, VERDICT_INTERRUPTED, NULL, NULL, NULL, "");

	self->inside = true;
	note_stayed(self, here, waits);
	end_with(self, &fault);
}

void run_look_up(struct task *self)
{
	const struct run *run = self->run;

	if (atomic_load_explicit(&run->stopping, memory_order_relaxed))
		task_unwind(self);
	if (run->brake && run->brake->wanted(run->brake->context))
		run_brake(self, run->outside ? run->pattern->outside->where(run->outside, self->id) : NULL, false);
}

_Noreturn void run_exit(struct task *self, const char *here)
{
	struct fault fault = fault_of(self, VERDICT_OK, NULL, "exit", here, "");

	self->inside = true;
	engine_do(&self->object, TASK_OP_EXIT, NULL, here);
	end_with(self, &fault);
}

_Noreturn void run_fail_at_once(struct task *self, enum verdict verdict, const struct object *object,
                                const char *operation, const char *here, const char *text)
{
	struct fault fault = fault_of(self, verdict, object, operation, here, text);

	record_alone(self, EV_FAULT, here, 0);
	end_with(self, &fault);
}
