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

enum { REAP_EVERY = 64, LOOK_NS = 100000000 };

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

/* A person's program may want more than a pattern. */
static size_t stack_bytes(const struct task *task)
{
	size_t bytes = run_stack_bytes(task->run->pattern);

	return bytes > THREAD_STACK_BYTES ? bytes : THREAD_STACK_BYTES;
}

static int create(struct task *task, void *(*body)(void *))
{
	pthread_attr_t attributes;
	int error;

	must(pthread_attr_init(&attributes) == 0);
	pthread_attr_setstacksize(&attributes, stack_bytes(task) + CRASH_STACK_BYTES);
	error = pthread_create(&task->thread, &attributes, body, task);
	pthread_attr_destroy(&attributes);
	return error;
}

bool thread_start(struct task *task, void *(*body)(void *))
{
	struct run *run = task->run;

	atomic_fetch_add(&run->alive, 1);
	atomic_store(&task->given.thread, THREAD_STARTED);
	if (task->id % REAP_EVERY == 0)
		reap(run);
	if (create(task, body) == 0)
		return true;
	reap(run);                      /* what they held may be what is wanting */
	if (create(task, body) == 0)
		return true;
	atomic_store(&task->given.thread, THREAD_NONE);
	atomic_fetch_sub(&run->alive, 1);
	return false;
}

void thread_enter(struct task *self, char *stack)
{
	task_current = self;
	self->stack = __builtin_frame_address(0);
	self->stack_size = stack_bytes(self);          /* `stack` lies above */
	crash_watch_thread(stack);
	given_begin(&self->given);
}

void thread_leave(struct task *self)
{
	struct run *run = self->run;

	atomic_store(&self->given.thread, THREAD_LEFT);
	lock_take(&run->lock);
	self->next_ended = run->ended;
	run->ended = self;
	lock_give(&run->lock);
	if (atomic_fetch_sub(&run->alive, 1) == 1)
		run_tell(run);
}

/* Sleep until there is news or it is time to look. Returns for how long. */
static int64_t await_news(struct run *run, int news)
{
	int64_t before = clock_now();

	word_sleep(&run->news, news, before + LOOK_NS);
	return clock_now() - before;
}

bool threads_end(struct run *run, int64_t patience)
{
	int64_t given = 0;
	bool all;

	given_anew(run);
	for (;;) {
		int news = atomic_load(&run->news);
		int64_t slept;

		all = atomic_load(&run->alive) == 0;
		if (all || given >= patience)
			break;
		slept = await_news(run, news);
		given = given_look(run, slept < LOOK_NS ? slept : LOOK_NS, 1);
	}
	reap(run);                      /* when not all have ended, those that have */
	return all;
}
