/* threads.c - a program's threads: pthread_create, pthread_join and their kind, and exit. See threads.h. */
#include "lab/program/threads.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/compile/early.h"
#include "lab/compile/words.h"
#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/cancel.h"
#include "lab/program/clocks.h"
#include "lab/program/heap.h"
#include "lab/program/keys.h"
#include "lab/program/must_print.h"
#include "lab/program/mutexes.h"
#include "lab/program/process.h"
#include "lab/program/scheduling.h"
#include "lab/program/touch.h"
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

/* The newest, taken from the list; NULL when there is none any more. */
static void (*last_told(struct process *process))(void)
{
	void (*call)(void) = NULL;

	lock_take(&process->making);
	if (process->at_exit && process->at_exit->n > 0)
		call = process->at_exit->call[--process->at_exit->n];
	lock_give(&process->making);
	return call;
}

/* What atexit() was told, the newest first; one that is told meanwhile, too. */
static void end_well(struct process *process, const char *here)
{
	void (*call)(void);

	do {
		touch_inside(INSIDE_AT_EXIT, true, here);
		call = last_told(process);
		if (call)
			call();
	} while (call);
	early_end(process_self()->variant->early);
}

CALL(int, atexit, (void (*call)(void)))
{
	struct process *process = process_self();
	bool fits;

	touch_inside(INSIDE_AT_EXIT, true, CALLER());
	lock_take(&process->making);
	if (!process->at_exit)
		process->at_exit = lab_new(struct at_exit);
	fits = process->at_exit->n < MOST_AT_EXIT;
	if (fits)
		process->at_exit->call[process->at_exit->n++] = call;
	lock_give(&process->making);
	return fits ? 0 : -1;
}

static _Noreturn void exit_program(int status, bool flushes, const char *here)
{
	must_print_end(flushes, here);
	process_self()->status = status;
	run_exit(task_self(), here);
}

/* Whoever was told where a variable of its own lies looks there too late from now on. */
static void give_back_memory(struct thread *thread)
{
	struct image *image = process_self()->variant->image;
	uintptr_t here = (uintptr_t)thread->start + 1;

	if (thread->task->id != 0 && thread->holding->glances)
		touch_stack(here);
	if (!thread->tls)
		return;
	touch_last(thread->tls, image_tls(image)->size, here);
	heap_free(image_heap(image), task_self()->id, thread->tls);
	thread->tls = NULL;
}

/* "The process shall exit with status 0 after the last thread has been terminated [...] as if exit(0) were called." (POSIX) */
void thread_left(void)
{
	struct process *process = process_self();
	bool ends_late = process->variant->main_leaves && (process->variant->has_end || process->must_print);

	program_mutexes_left("");
	if (ends_late)
		touch_inside(INSIDE_AT_EXIT, true, "");
	if (ends_late && ++process->n_left > process->n_created) {
		end_well(process, "");
		exit_program(0, true, "");
	}
	give_back_memory(thread_self());
}

const char *program_name(void)
{
	const char *path = task_self()->run->pattern->name, *slash;
	size_t length = strlen(path);

	while (length > 1 && path[length - 1] == '/')
		length--;
	length -= length > 2 && strncmp(path + length - 2, ".c", 2) == 0 ? 2 : 0;
	slash = path + length;
	while (slash > path && slash[-1] != '/')
		slash--;
	return lab_name("%.*s", (int)(path + length - slash), slash);
}

/* A text on the program's heap; it may write there. */
static char *heap_text(const char *text)
{
	char *copy = thread_alloc(strlen(text) + 1, 1);

	must(copy);
	return strcpy(copy, text);
}

/* Its arguments lie on its heap, behind its name; NULL ends them. */
static char **make_arguments(int *n)
{
	const struct words *words = variant_arguments(task_self()->run);
	char **argv = thread_alloc(((size_t)words->n + 2) * sizeof *argv, sizeof *argv);

	must(argv);
	argv[0] = heap_text(program_name());
	for (int i = 0; i < words->n; i++)
		argv[i + 1] = heap_text(words->at[i]);
	*n = words->n + 1;
	return argv;
}

void run_main(struct process *process)
{
	char *environment[] = { NULL }, **argv;
	int argc, status;

	cancel_begin();
	argv = make_arguments(&argc);
	early_begin(process->variant->early, argc, argv, environment);
	status = process->variant->main(argc, argv, environment);
	end_well(process, "");
	exit_program(status, true, "");
}

CALL(void, exit, (int status))
{
	end_well(process_self(), CALLER());
	exit_program(status, true, CALLER());
}

CALL(void, _exit, (int status))
{
	exit_program(status, false, CALLER());
}

CALL(void, _Exit, (int status))
{
	exit_program(status, false, CALLER());
}

CALL(void, quick_exit, (int status))
{
	exit_program(status, false, CALLER());
}

CALL(void, __assert_fail, (const char *assertion, const char *file, unsigned line, const char *function))
{
	(void)file, (void)line, (void)function;
	run_fail(task_self(), VERDICT_BROKEN, NULL, "assert", CALLER(), "assert(%s)", assertion);
}

/* ---- Starting and joining ---- */

/* Its result is void *, or int of a thread of C11. */
static void body(void *arg)
{
	struct thread *thread = arg;

	cancel_begin();
	if (thread->is_c11)
		thread->result = (void *)(intptr_t)((int (*)(void *))(uintptr_t)thread->start)(thread->arg);
	else
		thread->result = thread->start(thread->arg);
	cancel_over();
	run_destructors();
	thread_left();
}

int program_create(pthread_t *number, const struct thread_order *order, const char *here)
{
	struct process *process = process_self();
	struct thread *thread = thread_new(process, order->start, order->arg);
	struct task *task;

	*number = (pthread_t)thread->number;    /* a wild pointer is the caller's mistake: nothing is half made then */
	thread->is_c11 = order->is_c11;
	scheduling_begin(thread, order->attributes, here);
	task = task_make(body, thread, here, name_of(process, order->start));
	task->taken = order->detached ? TAKEN_DETACHED : NOT_TAKEN;
	task->exposed = process->variant->cancels || process->variant->asks_of_ends;
	thread_list(process, thread, task);
	task_begin(task, here);
	return 0;
}

CALL(int, pthread_create, (pthread_t *number, const pthread_attr_t *attributes, void *(*start)(void *), void *arg))
{
	int detached = PTHREAD_CREATE_JOINABLE;

	if (attributes) {
		touch((uintptr_t)attributes, sizeof *attributes, false, HERE_CALLED);
		pthread_attr_getdetachstate(attributes, &detached);
	}
	touch((uintptr_t)number, sizeof *number, true, (uintptr_t)__builtin_return_address(0));
	return program_create(number, &(struct thread_order){ .start = start, .arg = arg, .attributes = attributes,
	                      .detached = detached == PTHREAD_CREATE_DETACHED }, CALLER());
}

/* The thread that the program means; undefined where there is none, and the C library reads its record all the same. */
static struct thread *named_thread(pthread_t number, const char *call, const char *here)
{
	struct thread *thread = thread_find(process_self(), number);

	if (!thread)
		run_fail(task_self(), VERDICT_PANIC, NULL, call, here, "%s of what is no thread%s", call,
		         number ? ", or none any more" : ": its pthread_t is 0, which nothing has set");
	return thread;
}

static int joined(const struct thread *thread, void **result)
{
	thread_self()->holding->joined++;
	if (result)
		*result = thread->result;
	return 0;
}

int program_join(pthread_t number, int64_t deadline, void **result, const char *here)
{
	struct thread *thread = named_thread(number, "join", here);
	enum done how;

	if (thread == thread_self())
		return EDEADLK;
	how = task_take_until_(thread->task, deadline, here);
	if (how == DONE_WELL)
		return joined(thread, result);
	if (how == DONE_TIMEOUT)
		return ETIMEDOUT;
	cancel_act();
	return EINVAL;
}

/* One that has ended; of the caller itself that is never so. */
static int try_to_join(pthread_t number, void **result, const char *here)
{
	struct thread *thread = named_thread(number, "join", here);
	bool busy;

	if (task_try_(thread->task, &busy, here))
		return joined(thread, result);
	return busy ? EBUSY : EINVAL;
}

/* What a thread has left goes to where the program wants it; NULL: nowhere. */
static int give_result(int error, void *found, void **result, uintptr_t caller)
{
	if (error || !result)
		return error;
	touch((uintptr_t)result, sizeof *result, true, caller);
	*result = found;
	return 0;
}

/* Without a time it waits as long as it takes. A time that cannot be matters only to who would have to wait. */
static int join_until(pthread_t number, void **found, clockid_t clock, const struct timespec *until, const char *here)
{
	int error;

	if (!until || is_time(until))
		return program_join(number, until ? deadline_at(clock, until) : NO_DEADLINE, found, here);
	error = try_to_join(number, found, here);
	return error == EBUSY ? EINVAL : error;
}

CALL(int, pthread_join, (pthread_t number, void **result))
{
	void *found = NULL;
	int error = program_join(number, NO_DEADLINE, &found, CALLER());

	return give_result(error, found, result, HERE_CALLED);
}

CALL(int, pthread_tryjoin_np, (pthread_t number, void **result))
{
	void *found = NULL;
	int error = try_to_join(number, &found, CALLER());

	return give_result(error, found, result, HERE_CALLED);
}

CALL(int, pthread_timedjoin_np, (pthread_t number, void **result, const struct timespec *until))
{
	const struct timespec when = until ? time_given(until, HERE_CALLED) : (struct timespec){ 0 };
	void *found = NULL;
	int error = join_until(number, &found, CLOCK_REALTIME, until ? &when : NULL, CALLER());

	return give_result(error, found, result, HERE_CALLED);
}

CALL(int, pthread_clockjoin_np, (pthread_t number, void **result, clockid_t clock, const struct timespec *until))
{
	const struct timespec when = until ? time_given(until, HERE_CALLED) : (struct timespec){ 0 };
	void *found = NULL;
	int error = EINVAL;

	if (is_clock(clock))
		error = join_until(number, &found, clock, until ? &when : NULL, CALLER());
	return give_result(error, found, result, HERE_CALLED);
}

int program_detach(pthread_t number, const char *here)
{
	struct thread *thread = named_thread(number, "detach", here);

	scheduling_touch(true, here);
	return task_detach_(thread->task, here) ? 0 : EINVAL;
}

CALL(int, pthread_detach, (pthread_t number))
{
	return program_detach(number, CALLER());
}

CALL(pthread_t, pthread_self, (void))
{
	return (pthread_t)thread_self()->number;
}

CALL(int, pthread_equal, (pthread_t a, pthread_t b))
{
	return a == b;
}

CALL(int, pthread_getconcurrency, (void))
{
	return 0;
}

CALL(int, pthread_setconcurrency, (int wanted))
{
	return wanted < 0 ? EINVAL : 0;
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
