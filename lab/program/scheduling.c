/*
 * scheduling.c - what a program tells the system of its threads, and asks it: policies and priorities, processors, names,
 * and what a thread was made by. Nothing of it decides who moves when: on more than one processor any thread may.
 *
 * What is set is kept and told, as if the person had the right to set it. Others may set it meanwhile, so who does, and who
 * asks, touches what the C library keeps for all (INSIDE_THREADS).
 */
#define _GNU_SOURCE             /* pthread_getattr_np and its kind */

#include "lab/program/scheduling.h"

#include <errno.h>
#include <sched.h>
#include <string.h>
#include <time.h>

#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/ids.h"
#include "lab/program/process.h"
#include "lab/program/threads.h"
#include "lab/program/touch.h"
#include "lab/program/variant.h"

enum { CLOCK_OF_THREAD = 6, CLOCK_BITS = 3, CLOCK_THREADS = 0xffffff };         /* as Linux makes its numbers */

void scheduling_touch(bool write, const char *here)
{
	if (process_self()->variant->asks_of_threads)
		touch_inside(INSIDE_THREADS, write, here);
}

/* The thread that is meant, about to be set or asked; NULL where there is none. */
static struct thread *thread_meant(pthread_t number, bool write, const char *here)
{
	struct thread *thread = thread_find(process_self(), number);

	if (thread)
		scheduling_touch(write, here);
	return thread;
}

/* ---- Policies and priorities ---- */

static bool is_priority(int policy, int priority)
{
	int least = sched_get_priority_min(policy), most = sched_get_priority_max(policy);

	return least >= 0 && priority >= least && priority <= most;
}

void scheduling_begin(struct thread *thread, const pthread_attr_t *attributes, const char *here)
{
	const struct thread *self = thread_self();
	struct sched_param param;
	int inherits = PTHREAD_INHERIT_SCHED;

	scheduling_touch(false, here);
	thread->policy = self->policy;
	thread->priority = self->priority;
	thread->processors = self->processors;
	memcpy(thread->name, self->name, sizeof thread->name);
	if (!attributes || pthread_attr_getinheritsched(attributes, &inherits) || inherits == PTHREAD_INHERIT_SCHED)
		return;
	pthread_attr_getschedpolicy(attributes, &thread->policy);
	pthread_attr_getschedparam(attributes, &param);
	thread->priority = param.sched_priority;
}

CALL(int, pthread_getschedparam, (pthread_t number, int *policy, struct sched_param *param))
{
	uintptr_t caller = HERE_CALLED;
	const struct thread *thread = thread_meant(number, false, CALLER());
	struct sched_param found = { .sched_priority = thread ? thread->priority : 0 };
	int found_policy = thread ? thread->policy : 0;

	if (!thread)
		return ESRCH;
	touch((uintptr_t)policy, sizeof *policy, true, caller);
	*policy = found_policy;
	touch((uintptr_t)param, sizeof *param, true, caller);
	*param = found;
	return 0;
}

static int set_priority(pthread_t number, const int *policy, int priority, const char *here)
{
	struct thread *thread = thread_meant(number, true, here);

	if (!thread)
		return ESRCH;
	if (!is_priority(policy ? *policy : thread->policy, priority))
		return EINVAL;
	thread->policy = policy ? *policy : thread->policy;
	thread->priority = priority;
	return 0;
}

CALL(int, pthread_setschedparam, (pthread_t number, int policy, const struct sched_param *param))
{
	touch((uintptr_t)param, sizeof *param, false, HERE_CALLED);
	return set_priority(number, &policy, param->sched_priority, CALLER());
}

CALL(int, pthread_setschedprio, (pthread_t number, int priority))
{
	return set_priority(number, NULL, priority, CALLER());
}

/* Of the C library's calls that take a process's number Linux asks for a thread's, or 0 for the caller's. */
static pthread_t thread_called(pid_t id)
{
	const struct thread *thread = id == 0 ? thread_self() : thread_of_id(id);

	return thread ? (pthread_t)thread->number : 0;
}

/* As the system's calls tell it: errno, and -1. */
static int answer(int error)
{
	if (error)
		thread_self()->error = error;
	return error ? -1 : 0;
}

CALL(int, sched_setscheduler, (pid_t id, int policy, const struct sched_param *param))
{
	touch((uintptr_t)param, sizeof *param, false, HERE_CALLED);
	return answer(set_priority(thread_called(id), &policy, param->sched_priority, CALLER()));
}

CALL(int, sched_setparam, (pid_t id, const struct sched_param *param))
{
	touch((uintptr_t)param, sizeof *param, false, HERE_CALLED);
	return answer(set_priority(thread_called(id), NULL, param->sched_priority, CALLER()));
}

CALL(int, sched_getscheduler, (pid_t id))
{
	const struct thread *thread = thread_meant(thread_called(id), false, CALLER());

	return thread ? thread->policy : answer(ESRCH);
}

CALL(int, sched_getparam, (pid_t id, struct sched_param *param))
{
	const struct thread *thread = thread_meant(thread_called(id), false, CALLER());
	struct sched_param found = { .sched_priority = thread ? thread->priority : 0 };

	if (!thread)
		return answer(ESRCH);
	touch((uintptr_t)param, sizeof *param, true, HERE_CALLED);
	*param = found;
	return 0;
}

/* ---- Processors ---- */

/* The first so many of a set; the others are never told. */
static uint64_t first_of(const cpu_set_t *set, size_t size)
{
	uint64_t word = 0;

	memcpy(&word, set, size < sizeof word ? size : sizeof word);
	return word;
}

/* Those of the lab. */
static uint64_t all_processors(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof set, &set) == 0 && first_of(&set, sizeof set) ? first_of(&set, sizeof set) : 1;
}

static int set_processors(pthread_t number, size_t size, const cpu_set_t *set, uintptr_t caller)
{
	struct thread *thread = thread_meant(number, true, process_line(caller));
	uint64_t wanted;

	if (!thread)
		return ESRCH;
	touch((uintptr_t)set, size, false, caller);
	wanted = first_of(set, size) & all_processors();
	if (!wanted)
		return EINVAL;
	thread->processors = wanted;
	return 0;
}

static int get_processors(pthread_t number, size_t size, cpu_set_t *set, uintptr_t caller)
{
	const struct thread *thread = thread_meant(number, false, process_line(caller));
	uint64_t found = !thread ? 0 : thread->processors ? thread->processors : all_processors();

	if (!thread)
		return ESRCH;
	if (size < sizeof found || size % sizeof(long))
		return EINVAL;
	touch((uintptr_t)set, size, true, caller);
	memset(set, 0, size);
	memcpy(set, &found, sizeof found);
	return 0;
}

CALL(int, pthread_setaffinity_np, (pthread_t number, size_t size, const cpu_set_t *set))
{
	return set_processors(number, size, set, HERE_CALLED);
}

CALL(int, pthread_getaffinity_np, (pthread_t number, size_t size, cpu_set_t *set))
{
	return get_processors(number, size, set, HERE_CALLED);
}

CALL(int, sched_setaffinity, (pid_t id, size_t size, const cpu_set_t *set))
{
	return answer(set_processors(thread_called(id), size, set, HERE_CALLED));
}

CALL(int, sched_getaffinity, (pid_t id, size_t size, cpu_set_t *set))
{
	return answer(get_processors(thread_called(id), size, set, HERE_CALLED));
}

/* ---- Names ---- */

/* What fits of it; the rest is zero. */
static void name_to(char name[NAME_BYTES], const char *text)
{
	size_t length = strnlen(text, NAME_BYTES - 1);

	memset(name, 0, NAME_BYTES);
	memcpy(name, text, length);
}

/* The lab has names of its own; this one is for who asks. */
CALL(int, pthread_setname_np, (pthread_t number, const char *name))
{
	size_t length = touch_whole_text(name, HERE_CALLED);
	struct thread *thread = thread_meant(number, true, CALLER());

	if (!thread || length >= NAME_BYTES)
		return thread ? ERANGE : ESRCH;
	name_to(thread->name, name);
	return 0;
}

CALL(int, pthread_getname_np, (pthread_t number, char *name, size_t size))
{
	const struct thread *thread = thread_meant(number, false, CALLER());
	char found[NAME_BYTES];

	if (!thread)
		return ESRCH;
	name_to(found, *thread->name ? thread->name : program_name());
	if (size < sizeof found)
		return ERANGE;
	touch((uintptr_t)name, strlen(found) + 1, true, HERE_CALLED);
	memcpy(name, found, strlen(found) + 1);
	return 0;
}

/* ---- What a thread was made by, and its clock ---- */

static bool is_detached(struct task *task)
{
	bool detached;

	lock_take(&task->object.lock);
	detached = task->taken == TAKEN_DETACHED;
	lock_give(&task->object.lock);
	return detached;
}

CALL(int, pthread_getattr_np, (pthread_t number, pthread_attr_t *attributes))
{
	const struct thread *thread = thread_meant(number, false, CALLER());
	struct sched_param param;
	bool detached;

	if (!thread)
		return ESRCH;
	detached = is_detached(thread->task);
	param.sched_priority = thread->priority;
	touch((uintptr_t)attributes, sizeof *attributes, true, HERE_CALLED);
	pthread_attr_init(attributes);
	pthread_attr_setdetachstate(attributes, detached ? PTHREAD_CREATE_DETACHED : PTHREAD_CREATE_JOINABLE);
	pthread_attr_setstack(attributes, thread->task->stack - thread->task->stack_size, thread->task->stack_size);
	pthread_attr_setschedpolicy(attributes, thread->policy);
	pthread_attr_setschedparam(attributes, &param);
	return 0;
}

/* Its number follows from the thread's, so that it does not depend on when others were started. Any clock shows the run's time. */
CALL(int, pthread_getcpuclockid, (pthread_t number, clockid_t *clock))
{
	const struct thread *thread = thread_find(process_self(), number);

	if (!thread)
		return ESRCH;
	touch((uintptr_t)clock, sizeof *clock, true, HERE_CALLED);
	*clock = (clockid_t)(~(unsigned)(thread->number & CLOCK_THREADS) << CLOCK_BITS | CLOCK_OF_THREAD);
	return 0;
}

CALL(int, clock_getcpuclockid, (pid_t id, clockid_t *clock))
{
	if (id != 0 && !thread_of_id(id))
		return ESRCH;
	touch((uintptr_t)clock, sizeof *clock, true, HERE_CALLED);
	*clock = CLOCK_PROCESS_CPUTIME_ID;
	return 0;
}

/* No process is forked, so that nobody calls them. */
CALL(int, pthread_atfork, (void (*prepare)(void), void (*parent)(void), void (*child)(void)))
{
	(void)prepare, (void)parent, (void)child;
	return 0;
}
