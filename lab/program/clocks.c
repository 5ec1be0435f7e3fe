/* clocks.c - what time it is, and sleeping. See clocks.h. */
#define _DEFAULT_SOURCE         /* gettimeofday */

#include "lab/program/clocks.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <stddef.h>
#include <sys/select.h>
#include <sys/time.h>

#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/cancel.h"
#include "lab/program/process.h"
#include "lab/program/touch.h"
#include "lab/program/variant.h"
#include "lab/sync/task_make.h"

#define SECOND ((int64_t)1000000000)

/* What the clocks show when the run's is at 0. */
enum { EPOCH = 1700000000, LONGEST = 100 * 365 * 24 };

struct timespec time_given(const struct timespec *time, uintptr_t caller)
{
	touch((uintptr_t)time, sizeof *time, false, caller);
	return *time;
}

bool is_time(const struct timespec *time)
{
	return time->tv_nsec >= 0 && time->tv_nsec < SECOND;
}

int64_t span_of(const struct timespec *time)
{
	if (time->tv_sec / 3600 > LONGEST)
		return NO_DEADLINE;
	return time->tv_sec < 0 ? 0 : time->tv_sec * SECOND + time->tv_nsec;
}

bool is_clock(clockid_t clock)
{
	return clock == CLOCK_REALTIME || clock == CLOCK_MONOTONIC;
}

int64_t deadline_at(clockid_t clock, const struct timespec *time)
{
	struct timespec since = *time;

	if (clock == CLOCK_REALTIME)
		since.tv_sec = since.tv_sec < EPOCH ? -1 : since.tv_sec - EPOCH;
	engine_deadline(0);             /* the clock plays a part from now on */
	return span_of(&since);
}

static struct timespec time_of(clockid_t clock)
{
	struct run *run = task_self()->run;
	int64_t now = run->engine->now(run);

	variant_read_clock(run);
	return (struct timespec){ .tv_sec = now / SECOND + (clock == CLOCK_REALTIME ? EPOCH : 0), .tv_nsec = now % SECOND };
}

/* Those that are the same here. */
static clockid_t clock_like(clockid_t clock)
{
	return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE ? CLOCK_REALTIME : CLOCK_MONOTONIC;
}

CALL(int, clock_gettime, (clockid_t clock, struct timespec *time))
{
	touch((uintptr_t)time, sizeof *time, true, (uintptr_t)__builtin_return_address(0));
	*time = time_of(clock_like(clock));
	return 0;
}

CALL(int, clock_getres, (clockid_t clock, struct timespec *step))
{
	(void)clock;
	if (step) {
		touch((uintptr_t)step, sizeof *step, true, HERE_CALLED);
		*step = (struct timespec){ .tv_nsec = 1 };
	}
	return 0;
}

CALL(int, timespec_get, (struct timespec *time, int base))
{
	touch((uintptr_t)time, sizeof *time, true, (uintptr_t)__builtin_return_address(0));
	if (base != TIME_UTC)
		return 0;
	*time = time_of(CLOCK_REALTIME);
	return base;
}

CALL(int, gettimeofday, (struct timeval *time, void *zone))
{
	struct timespec now = time_of(CLOCK_REALTIME);

	(void)zone;
	touch((uintptr_t)time, sizeof *time, true, (uintptr_t)__builtin_return_address(0));
	*time = (struct timeval){ .tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000 };
	return 0;
}

CALL(time_t, time, (time_t *time))
{
	time_t now = time_of(CLOCK_REALTIME).tv_sec;

	if (time) {
		touch((uintptr_t)time, sizeof *time, true, (uintptr_t)__builtin_return_address(0));
		*time = now;
	}
	return now;
}

CALL(clock_t, clock, (void))
{
	struct timespec now = time_of(CLOCK_MONOTONIC);

	return (clock_t)(now.tv_sec * CLOCKS_PER_SEC + now.tv_nsec / (SECOND / CLOCKS_PER_SEC));
}

/* ---- Sleeping ---- */

/* Of no time it is no wait, but a cancellation point all the same. */
static void sleep_ns(int64_t ns, const char *here)
{
	if (ns <= 0)
		cancel_point(here);
	task_sleep_ns(ns, here);
	cancel_act();
}

/* 0, or EINVAL. What is left is told only of a sleep that a signal has ended, and here none does. */
static int sleep_for(const struct timespec *wanted, const char *here)
{
	if (!is_time(wanted) || wanted->tv_sec < 0)
		return EINVAL;
	sleep_ns(span_of(wanted) == NO_DEADLINE ? (int64_t)LONGEST * 3600 * SECOND : span_of(wanted), here);
	return 0;
}

CALL(unsigned, sleep, (unsigned seconds))
{
	sleep_for(&(struct timespec){ .tv_sec = seconds }, CALLER());
	return 0;
}

CALL(int, usleep, (unsigned microseconds))
{
	sleep_for(&(struct timespec){ microseconds / 1000000, microseconds % 1000000 * 1000 }, CALLER());
	return 0;
}

/* Of files it cannot be said when somebody outside of the program would have written to them. */
static _Noreturn void refuse_files(const char *call, const char *here)
{
	run_fail(task_self(), VERDICT_FAILED, NULL, call, here, "%s() on files is not supported: what comes there is nothing of the program's",
	         call);
}

/* Nor does anything end what has neither files nor a time but a signal, and there are none. */
static _Noreturn void refuse_for_ever(const char *call, const char *here)
{
	run_fail(task_self(), VERDICT_FAILED, NULL, call, here, "%s() without a time is not supported: only a signal would end it", call);
}

/* Without files it is a sleep, and such it is often taken for. */
CALL(int, select, (int n, fd_set *reads, fd_set *writes, fd_set *others, struct timeval *most))
{
	uintptr_t caller = HERE_CALLED;
	const char *here = CALLER();

	if (n > 0 && (reads || writes || others))
		refuse_files("select", here);
	if (!most)
		refuse_for_ever("select", here);
	touch((uintptr_t)most, sizeof *most, false, caller);
	if (most->tv_sec < 0 || most->tv_usec < 0 || most->tv_usec >= 1000000) {
		thread_self()->error = EINVAL;
		return -1;
	}
	sleep_for(&(struct timespec){ most->tv_sec, most->tv_usec * 1000 }, here);
	return 0;
}

CALL(int, poll, (struct pollfd *files, nfds_t n, int most))
{
	(void)files;
	if (n > 0)
		refuse_files("poll", CALLER());
	if (most < 0)
		refuse_for_ever("poll", CALLER());
	sleep_for(&(struct timespec){ most / 1000, most % 1000 * 1000000L }, CALLER());
	return 0;
}

CALL(int, nanosleep, (const struct timespec *wanted, struct timespec *left))
{
	const struct timespec when = time_given(wanted, HERE_CALLED);

	(void)left;
	if (sleep_for(&when, CALLER()) == 0)
		return 0;
	thread_self()->error = EINVAL;
	return -1;
}

CALL(int, clock_nanosleep, (clockid_t clock, int flags, const struct timespec *wanted, struct timespec *left))
{
	const char *here = CALLER();
	const struct timespec when = time_given(wanted, HERE_CALLED);
	int64_t until;

	(void)left;
	if (!is_clock(clock) || !is_time(&when))
		return EINVAL;
	if (!(flags & TIMER_ABSTIME))
		return sleep_for(&when, here);
	until = deadline_at(clock, &when);
	if (until == NO_DEADLINE)
		until = (int64_t)LONGEST * 3600 * SECOND;
	sleep_ns(until - engine_deadline(0), here);
	return 0;
}

CALL(int, thrd_sleep, (const struct timespec *wanted, struct timespec *left))
{
	const struct timespec when = time_given(wanted, HERE_CALLED);

	(void)left;
	return sleep_for(&when, CALLER()) == 0 ? 0 : -2;
}

CALL(int, sched_yield, (void))
{
	return 0;
}

CALL(int, pthread_yield, (void))
{
	return 0;
}

CALL(void, thrd_yield, (void))
{
}
