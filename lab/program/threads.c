/* threads.c - a program's threads: pthread_create, pthread_join and their kind, and exit. See threads.h. */
#include "lab/program/threads.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/process.h"
#include "lab/program/variant.h"
#include "lab/sync/services.h"
#include "lab/sync/task_make.h"

/* ---- Names ---- */

/* "worker-2": after the function, and how many threads have run it before. */
static const char *name_of(struct process *process, void *(*start)(void *))
{
	const char *function = variant_function(process->variant, (uintptr_t)start);
	int n = 1;

	for (int i = 1; i < process->threads_room; i++)
		n += process->threads[i] && process->threads[i]->start == start;
	return lab_name("%s-%d", function ? function : "thread", n);
}

/* ---- Ending ---- */

static _Noreturn void exit_program(int status, const char *here)
{
	process_self()->status = status;
	run_exit(task_self(), here);
}

void run_main(struct process *process)
{
	static char name[] = "program";
	char *argv[] = { name, NULL }, *environment[] = { NULL };

	exit_program(process->variant->main(1, argv, environment), "");
}

CALL(void, exit, (int status))
{
	exit_program(status, CALLER());
}

CALL(void, _exit, (int status))
{
	exit_program(status, CALLER());
}

CALL(void, _Exit, (int status))
{
	exit_program(status, CALLER());
}

/* ---- Starting and joining ---- */

/* How a thread ends early: back to where it began. */
static void body(void *arg)
{
	struct thread *thread = arg;

	thread->result = thread->start(thread->arg);
}

CALL(int, pthread_create, (pthread_t *number, const pthread_attr_t *attributes, void *(*start)(void *), void *arg))
{
	struct process *process = process_self();
	struct thread *thread = thread_new(process, start, arg);
	const char *here = CALLER();
	struct task *task;
	int detached = PTHREAD_CREATE_JOINABLE;

	if (attributes)
		pthread_attr_getdetachstate(attributes, &detached);
	thread->detached = detached == PTHREAD_CREATE_DETACHED;
	task = task_make(body, thread, here, name_of(process, start));
	thread_list(process, thread, task);
	*number = (pthread_t)task->id + 1;
	task_begin(task, here);
	return 0;
}

CALL(int, pthread_join, (pthread_t number, void **result))
{
	struct thread *thread = thread_find(process_self(), number);
	const char *here = CALLER();

	if (!thread)
		return ESRCH;
	if (thread->detached || thread->joined)
		return EINVAL;
	if (thread == thread_self())
		return EDEADLK;
	task_join_(thread->task, here);
	thread->joined = true;
	thread_self()->holding->joined++;
	if (result)
		*result = thread->result;
	return 0;
}

CALL(int, pthread_detach, (pthread_t number))
{
	struct thread *thread = thread_find(process_self(), number);

	if (!thread || thread->joined)
		return ESRCH;
	if (thread->detached)
		return EINVAL;
	thread->detached = true;
	return 0;
}

CALL(void, pthread_exit, (void *result))
{
	thread_self()->result = result;
	task_leave();
}

CALL(pthread_t, pthread_self, (void))
{
	return (pthread_t)task_self()->id + 1;
}

CALL(int, pthread_equal, (pthread_t a, pthread_t b))
{
	return a == b;
}

/* ---- Attributes: the system's own, of which only the detach state means anything here ---- */

CALL(int, pthread_attr_init, (pthread_attr_t *attributes))
{
	return pthread_attr_init(attributes);
}

CALL(int, pthread_attr_destroy, (pthread_attr_t *attributes))
{
	return pthread_attr_destroy(attributes);
}

CALL(int, pthread_attr_setdetachstate, (pthread_attr_t *attributes, int state))
{
	return pthread_attr_setdetachstate(attributes, state);
}

CALL(int, pthread_attr_getdetachstate, (const pthread_attr_t *attributes, int *state))
{
	return pthread_attr_getdetachstate(attributes, state);
}

CALL(int, pthread_attr_setstacksize, (pthread_attr_t *attributes, size_t size))
{
	return pthread_attr_setstacksize(attributes, size);
}

CALL(int, pthread_attr_getstacksize, (const pthread_attr_t *attributes, size_t *size))
{
	return pthread_attr_getstacksize(attributes, size);
}

/* ---- Time and turns ---- */

CALL(int, sched_yield, (void))
{
	return 0;
}

CALL(int, pthread_yield, (void))
{
	return 0;
}

CALL(unsigned, sleep, (unsigned seconds))
{
	task_sleep_ns(seconds * (int64_t)1000000000, CALLER());
	return 0;
}

CALL(int, usleep, (unsigned microseconds))
{
	task_sleep_ns(microseconds * (int64_t)1000, CALLER());
	return 0;
}

CALL(int, nanosleep, (const struct timespec *wanted, struct timespec *left))
{
	task_sleep_ns(wanted->tv_sec * (int64_t)1000000000 + wanted->tv_nsec, CALLER());
	if (left)
		*left = (struct timespec){ 0 };
	return 0;
}

/* ---- What each thread has of its own ---- */

CALL(int *, __errno_location, (void))
{
	return &thread_self()->error;
}

struct tls_index {
	unsigned long module, offset;
};

CALL(void *, __tls_get_addr, (struct tls_index *index))
{
	return thread_self()->tls + index->offset;
}
