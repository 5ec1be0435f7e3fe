/*
 * threads.c - see threads.h.
 *
 * Invariants
 *   run->alive counts the threads that have been started and have not left.
 *   run->ended lists those that have left and are not joined; it is emptied now and then, so that a run which starts
 *   many short tasks does not pile up dead threads.
 */
#include "lab/engine/threads.h"

#include <pthread.h>

#include "lab/base/panic.h"
#include "lab/engine/crash.h"
#include "lab/engine/run.h"

enum { REAP_EVERY = 64 };

static void reap(struct run *run)
{
	struct task *ended;

	lock_take(&run->lock);
	ended = run->ended;
	run->ended = NULL;
	lock_give(&run->lock);
	for (; ended; ended = ended->next_ended)
		must(pthread_join(ended->thread, NULL) == 0);
}

static int create(struct task *task, void *(*body)(void *))
{
	pthread_attr_t attributes;
	int error;

	must(pthread_attr_init(&attributes) == 0);
	pthread_attr_setstacksize(&attributes, THREAD_STACK_BYTES + CRASH_STACK_BYTES);
	error = pthread_create(&task->thread, &attributes, body, task);
	pthread_attr_destroy(&attributes);
	return error;
}

bool thread_start(struct task *task, void *(*body)(void *))
{
	struct run *run = task->run;

	atomic_fetch_add(&run->alive, 1);
	if (task->id % REAP_EVERY == 0)
		reap(run);
	if (create(task, body) == 0)
		return true;
	reap(run);                      /* what they held may be what is wanting */
	if (create(task, body) == 0)
		return true;
	atomic_fetch_sub(&run->alive, 1);
	return false;
}

void thread_enter(struct task *self, char *stack)
{
	task_current = self;
	self->stack = __builtin_frame_address(0);
	self->stack_size = THREAD_STACK_BYTES;          /* `stack` lies above */
	crash_watch_thread(stack);
}

void thread_leave(struct task *self)
{
	struct run *run = self->run;

	lock_take(&run->lock);
	self->next_ended = run->ended;
	run->ended = self;
	lock_give(&run->lock);
	if (atomic_fetch_sub(&run->alive, 1) == 1)
		run_tell(run);
}

bool threads_end(struct run *run, int64_t patience)
{
	int64_t deadline = clock_now() + patience;

	for (;;) {
		int news = atomic_load(&run->news);

		if (atomic_load(&run->alive) == 0)
			break;
		if (clock_now() >= deadline) {
			reap(run);      /* the others have ended */
			return false;
		}
		word_sleep(&run->news, news, deadline);
	}
	reap(run);
	return true;
}
