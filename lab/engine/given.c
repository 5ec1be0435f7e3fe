/* given.c - see given.h. */
#ifdef __linux__
#define _DEFAULT_SOURCE         /* syscall() */
#endif

#include "lab/engine/given.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lab/base/panic.h"
#include "lab/engine/run.h"

#ifdef __linux__
#include <sys/syscall.h>

static int thread_id(void)
{
	return (int)syscall(SYS_gettid);
}
#else
static int thread_id(void)
{
	return 0;
}
#endif

void given_begin(struct given *given)
{
	must(pthread_getcpuclockid(pthread_self(), &given->clock) == 0);
	given->id = thread_id();
	atomic_store_explicit(&given->thread, THREAD_RUNS, memory_order_release);
}

void given_anew(struct run *run)
{
	run->given_span++;
}

/* ---- One task ---- */

/* ns; 0 when the thread has gone meanwhile. */
static int64_t processor_time(const struct given *given)
{
	struct timespec used;

	if (clock_gettime(given->clock, &used) != 0)
		return 0;
	return used.tv_sec * (int64_t)1000000000 + used.tv_nsec;
}

/* The system's letter for what a thread does: S sleeps, R runs or waits for a processor, D waits for a disk; 0: unknown. */
static char letter_of(int id)
{
	char path[64], text[128] = "", *end;
	ssize_t length = 0;
	int file;

	snprintf(path, sizeof path, "/proc/self/task/%d/stat", id);
	file = id ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	if (file < 0)
		return 0;
	length = read(file, text, sizeof text - 1);
	close(file);
	end = length > 0 ? strrchr(text, ')') : NULL;  /* the name before it may hold anything */
	return end && end[1] == ' ' ? end[2] : 0;
}

/* How many parts of its time a task has that is not computing: one in so many, 0 for none. */
static int sleeping_share(const struct task *task, int outside)
{
	int state = atomic_load(&((struct task *)task)->state);
	char letter = state == TASK_ASLEEP ? 'S' : letter_of(task->given.id);

	if (state == TASK_ASLEEP || state == TASK_DOZING)
		return letter == 'S' || letter == 0;
	return letter == 'S' ? outside : 0;
}

/* Bring the account up to date. Returns whether the task wants a processor now. */
static bool credit(struct task *task, int64_t ns, int outside)
{
	struct given *given = &task->given;
	int64_t used = processor_time(given), had = used - given->used;
	int share = sleeping_share(task, outside);

	if (share > 0 && had < ns / share)
		had = ns / share;
	if (given->span != task->run->given_span)
		given->had = had = 0;           /* what was before is not known */
	given->span = task->run->given_span;
	given->used = used;
	given->had += had > 0 ? had : 0;
	return share == 0;
}

/* ---- All of them ---- */

int64_t given_look(struct run *run, int64_t ns, int outside)
{
	int64_t least = INT64_MAX;
	long wanting = 0, processors = sysconf(_SC_NPROCESSORS_ONLN);

	for (int i = 0, n = run_n_tasks(run); i < n; i++) {
		struct task *task = run_task(run, i);
		int thread = atomic_load_explicit(&task->given.thread, memory_order_acquire);

		if (thread == THREAD_STARTED)
			least = 0;
		if (thread != THREAD_RUNS)
			continue;
		wanting += credit(task, ns, outside);
		if (atomic_load(&task->state) != TASK_ASLEEP && task->given.had < least)
			least = task->given.had;
	}
	if (least == INT64_MAX)
		return 0;
	return processors > 0 && wanting > processors ? least * wanting / processors : least;
}
