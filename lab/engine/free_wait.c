/*
 * free_wait.c - how a task of the free engine waits: it joins queues, yields, sleeps, and is released.
 *
 * run->awake counts the tasks that are not TASK_ASLEEP and have not ended. A task leaves the count after it has become
 * TASK_ASLEEP, and whoever claims it puts it back before anything else, so the count reaches 0 exactly when every task is
 * asleep without a deadline or has ended: nothing can happen any more.
 */
#include "lab/engine/free_wait.h"

#include "lab/engine/record.h"
#include "lab/engine/run.h"

enum { YIELDS = 50, FEW_YIELDS = 2, CROWD = 64 };       /* how long to yield before sleeping: see bench/ */

static bool stopping(const struct task *task)
{
	return atomic_load(&task->run->stopping);
}

/* The last task to fall asleep tells the supervisor. */
void wait_count_asleep(struct run *run)
{
	if (atomic_fetch_sub(&run->awake, 1) == 1)
		run_tell(run);
}

/* The partner may be near. In a crowd of tasks the processor is better left to the others. */
static bool released_soon(struct task *self)
{
	struct run *run = self->run;
	int yields = atomic_load_explicit(&run->awake, memory_order_relaxed) > CROWD ? FEW_YIELDS : YIELDS;

	return yield_until(&run->yielding, &self->thrift, &self->state, TASK_RELEASED, yields);
}

/* Give up on a wait: the op is this task's again, unless somebody has claimed it. */
static bool give_up(struct op *op, int result)
{
	if (!task_claim(op->task))
		return false;
	op->chosen = result;
	atomic_store_explicit(&op->task->state, TASK_RELEASED, memory_order_relaxed);
	return true;
}

/* Somebody has claimed the op: its results are being written. Who writes them wakes whoever has gone to sleep over it. */
static void await_results(struct task *self)
{
	int claimed = TASK_CLAIMED;

	if (pause_while(&self->state, TASK_CLAIMED))
		return;
	if (atomic_compare_exchange_strong(&self->state, &claimed, TASK_AWAITED))
		while (atomic_load(&self->state) == TASK_AWAITED)
			word_sleep(&self->state, TASK_AWAITED, NO_DEADLINE);
}

/* Sleep until released, past the deadline, stopped, or until time has made a case ready. */
static void sleep_on(struct op *op)
{
	struct task *self = op->task;
	int spinning = TASK_SPINNING, asleep = op->until == NO_DEADLINE ? TASK_ASLEEP : TASK_DOZING, state;

	if (atomic_compare_exchange_strong(&self->state, &spinning, asleep) && asleep == TASK_ASLEEP)
		wait_count_asleep(self->run);
	while ((state = atomic_load(&self->state)) != TASK_RELEASED) {
		if (state == TASK_CLAIMED)
			await_results(self);
		else if (stopping(self))
			give_up(op, OP_CANCELLED);
		else if (op->until != NO_DEADLINE && clock_now() >= op->until)
			give_up(op, op->deadline <= op->until ? OP_TIMEOUT : OP_RETRY);
		else
			word_sleep(&self->state, asleep, op->until);
	}
}

static void leave_queues(struct op *op)
{
	for (int i = 0; i < op->n_cases; i++) {
		struct op_case *c = &op->cases[i];

		if (!c->object)
			continue;
		lock_take(&c->object->lock);
		if (list_linked(&c->link))
			list_remove(&c->link);
		lock_give(&c->object->lock);
	}
}

/* Join the queues; the objects are locked. From here on others may complete the op. */
void wait_enqueue(struct op *op)
{
	bool queued = op->deadline == NO_DEADLINE;

	op->chosen = OP_CANCELLED;      /* unless somebody completes it */
	op->until = op_until(op);
	for (int i = 0; i < op->n_cases; i++)
		if (op->cases[i].object) {
			list_add(object_queue(op->cases[i].object, op->cases[i].kind), &op->cases[i].link);
			queued = true;
		}
	/* a sleep that its own deadline ends may be over at any moment: nobody else may look at its op */
	atomic_store_explicit(&op->task->op, queued ? op : NULL, memory_order_release);
	atomic_store(&op->task->state, TASK_SPINNING);
}

/* The op has been enqueued: until somebody has decided about it. */
void wait_await(struct op *op)
{
	struct task *self = op->task;

	if (!released_soon(self))
		sleep_on(op);
	if (op->n_cases > 1 || op->chosen < OP_DEFAULT)
		leave_queues(op);
	atomic_store_explicit(&self->state, TASK_MOVING, memory_order_relaxed);
	if (op->chosen == OP_CANCELLED)
		task_unwind(self);
}
