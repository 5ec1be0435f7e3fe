/* carrier.c - see carrier.h. */
#include "lab/engine/carrier.h"

#include "lab/base/panic.h"
#include "lab/engine/crash.h"
#include "lab/engine/record.h"
#include "lab/engine/run.h"
#include "lab/engine/threads.h"

void carrier_open(struct carrier *carrier, const struct run *run)
{
	struct stacks *stacks = run->turn_options.stacks;

	carrier->fibers = FIBERS && run->turn_options.carrier == CARRIER_FIBERS;
	carrier->own_stacks = carrier->fibers && !stacks;
	carrier->stacks = carrier->own_stacks ? stacks_new(run_stack_bytes(run->pattern)) : stacks;
	atomic_init(&carrier->back, 0);
}

void carrier_close(struct carrier *carrier)
{
	if (carrier->own_stacks)
		stacks_free(carrier->stacks);
}

static struct carrier *carrier_of(const struct task *task)
{
	return (struct carrier *)(void *)task->run->turn;       /* its first member */
}

/* The body has returned: that is an event, but no choice, unless others may tell whether it has. */
static void end(struct task *self)
{
	struct op op = { .task = self, .here = "" };
	struct op_case c = { .object = &self->object, .kind = TASK_OP_END, .op = &op };

	if (self->exposed) {
		engine_do(&self->object, TASK_OP_END, NULL, "");
		return;
	}
	self->inside = true;
	op.cases = &c;
	op.n_cases = 1;
	complete_case(&c, &(struct alternative){ NULL, 0 }, NO_TASK);
}

/* ---- Fibers ---- */

static void fiber_main(void *arg)
{
	struct task *self = arg;

	self->body(self->arg);
	end(self);
	fiber_switch(&self->context, carrier_of(self)->home);
	panic("a task that had ended was resumed");
}

static bool fiber_start(struct carrier *carrier, struct task *task)
{
	char *top = task->id < MOST_RUN_TASKS ? stack_top(carrier->stacks, task->id) : NULL;

	task->context = top ? fiber_new(top, fiber_main, task) : NULL;
	task->stack = top;
	task->stack_size = run_stack_bytes(task->run->pattern);
	return top != NULL;
}

/* ---- Threads with a baton ---- */

static void wait_for(atomic_int *word)
{
	while (atomic_load(word) == 0)
		word_sleep(word, 0, INT64_MAX);
	atomic_store(word, 0);
}

static void hand_over(atomic_int *word)
{
	atomic_store(word, 1);
	word_wake(word, 1);
}

static void *thread_main(void *arg)
{
	struct task *self = arg;
	char stack[CRASH_STACK_BYTES];

	wait_for(&self->go);            /* before that nothing of it is anybody's, nor is where its stack lies */
	thread_enter(self, stack);
	if (sigsetjmp(self->start, 0) == 0) {
		self->body(self->arg);
		end(self);
	} else if (self->leaving) {
		self->leaving = false;
		end(self);
	}
	hand_over(&carrier_of(self)->back);
	thread_leave(self);
	return NULL;
}

/* ---- Both ---- */

bool carrier_start(struct carrier *carrier, struct task *task)
{
	return carrier->fibers ? fiber_start(carrier, task) : thread_start(task, thread_main);
}

void carrier_resume_thread(struct carrier *carrier, struct task *task)
{
	hand_over(&task->go);
	wait_for(&carrier->back);
}

void carrier_yield_thread(struct carrier *carrier, struct task *self)
{
	hand_over(&carrier->back);
	wait_for(&self->go);
}

void carrier_leave(struct task *self)
{
	struct carrier *carrier = carrier_of(self);

	self->leaving = true;
	if (!carrier->fibers)
		task_jump(self);
	end(self);
	fiber_switch(&self->context, carrier->home);
	panic("a task that had ended was resumed");
}

void carrier_unwind(struct task *self)
{
	struct carrier *carrier = carrier_of(self);

	self->dead = true;
	if (carrier->fibers)
		fiber_switch(&self->context, carrier->home);
	task_jump(self);
}

bool carrier_stop(struct carrier *carrier, struct run *run, int64_t patience)
{
	if (carrier->fibers)
		return true;            /* their stacks are simply used again */
	for (int i = 0; i < run->n_tasks; i++) {
		struct task *task = run->tasks[i];

		if (!task->ended && !task->dead && atomic_load(&task->op))
			carrier_resume(carrier, task);
	}
	return threads_end(run, patience);
}
