/*
 * cancel.c - pthread_cancel, and what a thread says about being cancelled: see cancel.h.
 *
 * A cancel sets a mark on its thread (TASK_OP_CANCEL), and whether that is so is told by an operation, too: so the order of
 * the two is explored. Putting it off, and when it is to be heeded, is a thread's own affair, of which nobody else can
 * tell: no operation. That holds of the deferred type. A thread that lets itself be cancelled at any time looks for the
 * mark wherever it touches memory, and after many times in a way that is no operation: so nothing is proved of such a program.
 *
 * Where glibc heeds a cancel: sem_wait looks before it takes anything. pthread_join and pthread_cond_wait only where they
 * wait; when what they wait for has come, too, either may be. pthread_cond_wait gives its mutex back first. A thread that
 * is at its end heeds none.
 */
#include "lab/program/cancel.h"

#include <errno.h>
#include <pthread.h>

#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/cleanup.h"
#include "lab/program/process.h"
#include "lab/program/touch.h"
#include "lab/program/variant.h"
#include "lab/sync/task_make.h"

enum { MOST_STRIKES = 64 };             /* of a thread, that are operations */

/* What the thread has said has changed. */
static void settle(const struct thread *thread)
{
	bool never = !process_self()->variant->cancels || thread->cancel_state == PTHREAD_CANCEL_DISABLE || thread->at_end;

	task_self()->heeds = never ? HEEDS_NOT : thread->cancel_type == PTHREAD_CANCEL_DEFERRED ? HEEDS_AT_POINTS : HEEDS_ALWAYS;
}

void cancel_begin(void)
{
	settle(thread_self());
}

void cancel_over(void)
{
	struct thread *thread = thread_self();

	thread->at_end = true;
	task_self()->struck = false;
	settle(thread);
}

static _Noreturn void end_here(void)
{
	struct task *self = task_self();

	self->cancelled_at = atomic_load_explicit(&self->here, memory_order_relaxed);
	thread_end(PTHREAD_CANCELED);
}

void cancel_point(const char *here)
{
	if (task_self()->heeds && task_cancelled_(true, here))
		end_here();
}

void cancel_point_maybe(const char *here)
{
	if (task_self()->heeds && task_cancelled_(false, here))
		end_here();
}

void cancel_act(void)
{
	if (task_self()->struck)
		end_here();
}

static bool is_cancelled(struct task *self)
{
	bool cancelled;

	lock_take(&self->object.lock);
	cancelled = self->cancelled;
	lock_give(&self->object.lock);
	return cancelled;
}

bool cancel_always(void)
{
	return task_self()->heeds == HEEDS_ALWAYS;
}

void cancel_strike(uintptr_t caller)
{
	struct task *self = task_self();
	struct thread *thread;

	if (self->heeds != HEEDS_ALWAYS)
		return;
	thread = thread_self();
	if (thread->strikes < MOST_STRIKES)
		thread->strikes++;
	else if (!is_cancelled(self))
		return;
	cancel_point(process_line(caller));
}

CALL(int, pthread_cancel, (pthread_t number))
{
	struct thread *thread = thread_find(process_self(), number);

	if (!thread || !task_cancel_(thread->task, CALLER()))
		return ESRCH;
	cancel_strike(HERE_CALLED);
	return 0;
}

static int exchange(int *place, int now, int *old, int most, uintptr_t caller)
{
	int before = *place;

	if (now < 0 || now > most)
		return EINVAL;
	if (old) {
		touch((uintptr_t)old, sizeof *old, true, caller);
		*old = before;
	}
	*place = now;
	settle(thread_self());
	cancel_strike(caller);
	return 0;
}

CALL(int, pthread_setcancelstate, (int state, int *old))
{
	return exchange(&thread_self()->cancel_state, state, old, PTHREAD_CANCEL_DISABLE, HERE_CALLED);
}

CALL(int, pthread_setcanceltype, (int type, int *old))
{
	if (type == PTHREAD_CANCEL_ASYNCHRONOUS)
		variant_strikes(task_self()->run);
	return exchange(&thread_self()->cancel_type, type, old, PTHREAD_CANCEL_ASYNCHRONOUS, HERE_CALLED);
}

CALL(void, pthread_testcancel, (void))
{
	cancel_point(CALLER());
}
