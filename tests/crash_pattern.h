/*
 * crash_pattern.h - patterns that crash, and nothing else: the program that includes this knows no others.
 *
 * crash: workers take a lock each in turn; one of them (or main) crashes, in a way and at a place that settings name.
 * last-word: one sends and crashes; who receives misuses a lock. On real threads either may come first.
 */
#ifndef TESTS_CRASH_PATTERN_H
#define TESTS_CRASH_PATTERN_H

#include <assert.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "lab/lab.h"

enum { HOW, WHERE, TASKS };             /* index settings[] and p[] */
enum {
	HOW_NOT, HOW_ABORT, HOW_NULL, HOW_FAR, HOW_DIVIDE, HOW_ASSERT, HOW_OVERFLOW, HOW_TRAP, HOW_RAISE, HOW_OBJECT,
	HOW_VALUE, HOW_COUNT
};
enum { WHERE_START, WHERE_LOCKED, WHERE_END, WHERE_MAIN };

static int *volatile crash_null;
static volatile int crash_zero;
static atomic_int crash_assert_line, crash_lock_line;

/* What a sanitizer would see by itself is hidden from it: these tests are about what the system finds. */
#define CRASH_HIDDEN __attribute__((noinline, no_sanitize("undefined"), no_sanitize("address"), no_sanitize("thread")))

CRASH_HIDDEN static int crash_deeper(int n)
{
	volatile char room[256];

	room[n % 256] = (char)n;
	return n == crash_zero - 1 ? 0 : crash_deeper(n + 1) + room[n % 256];
}

CRASH_HIDDEN static void crash_now(int how, struct chan *chan)
{
	switch (how) {
	case HOW_NULL:     *crash_null = 1; break;
	case HOW_FAR:      ((int *volatile)crash_null)[1 << 20] = 1; break;
	case HOW_DIVIDE:   crash_zero = 100 / crash_zero; break;
	case HOW_ABORT:    abort();
	case HOW_ASSERT:   crash_assert_line = __LINE__; assert(crash_zero == 1); break;
	case HOW_OVERFLOW: crash_zero = crash_deeper(0); break;
	case HOW_TRAP:     __builtin_trap();
	case HOW_RAISE:    raise(SIGBUS); break;
	case HOW_OBJECT:   mutex_lock((struct mutex *)(void *)crash_null); break;
	case HOW_VALUE:    chan_send(chan, (int *)16); break;
	}
}

struct crash_worker {
	const int    *p;
	struct mutex *lock;
	struct chan  *never;
	bool          bad;
};

static void crash_at(const struct crash_worker *worker, int where)
{
	if (worker->bad && worker->p[WHERE] == where)
		crash_now(worker->p[HOW], worker->never);
}

static void crash_work(void *arg)
{
	struct crash_worker *worker = arg;

	crash_at(worker, WHERE_START);
	crash_lock_line = __LINE__ + 1;
	mutex_lock(worker->lock);
	crash_at(worker, WHERE_LOCKED);
	mutex_unlock(worker->lock);
	crash_at(worker, WHERE_END);
}

static void crash_wait(void *arg)
{
	chan_recv((struct chan *)arg, (int *)NULL);
}

static void crash_run(const int *p)
{
	struct mutex *lock = mutex_make(MUTEX_NORMAL, "lock");
	struct chan *never = chan_make(int, 0, "never");
	struct crash_worker *workers = lab_array(struct crash_worker, p[TASKS]);
	struct task **tasks = lab_array(struct task *, p[TASKS]);

	if (p[WHERE] == WHERE_MAIN)
		crash_now(p[HOW], never);
	if (p[HOW])
		task_go(crash_wait, never, USES(RECVS(never)), "waiter");
	for (int i = 0; i < p[TASKS]; i++) {
		workers[i] = (struct crash_worker){ p, lock, never, i == p[TASKS] / 2 };
		tasks[i] = task_go(crash_work, &workers[i], USES(LOCKS(lock), SENDS(never)), "worker-%d", i);
	}
	for (int i = 0; i < p[TASKS]; i++)
		task_join(tasks[i]);
}

static const struct pattern pattern_crash = {
	.name = "crash", .summary = "a worker crashes", .file = __FILE__, .run = crash_run,
	.settings = {
		NUMBER("how", 0, 0, HOW_COUNT - 1, "what it does, by its number above"),
		WORD("where", 1, "where it does it", "start", "locked", "end", "main"),
		NUMBER("tasks", 2, 1, 50, "workers"),
	},
};

/* ---- Who comes first ---- */

enum { FIRST, SECOND };
enum { SENDER_CRASHES, SENDER_CHECKS, SENDER_NEITHER };

struct last_word {
	const int    *p;
	struct chan  *chan;
	struct mutex *mutex;
};

static void last_send(void *arg)
{
	struct last_word *all = arg;
	int item = 1;

	if (all->p[SECOND])             /* not after the send: before anything */
		chan_send(all->chan, &item);
	if (all->p[FIRST] == SENDER_CRASHES)
		abort();
	lab_check(all->p[FIRST] != SENDER_CHECKS, "it is not this sort");
}

static void last_receive(void *arg)
{
	struct last_word *all = arg;
	int item;

	if (all->p[SECOND])
		chan_recv(all->chan, &item);
	mutex_unlock(all->mutex);       /* which nobody has locked */
}

static void last_run(const int *p)
{
	struct last_word *all = lab_new(struct last_word);

	*all = (struct last_word){ p, chan_make(int, 1, "chan"), mutex_make(MUTEX_ERRORCHECK, "mutex") };
	task_go(last_send, all, USES(SENDS(all->chan)), "sender");
	task_go(last_receive, all, USES(RECVS(all->chan), LOCKS(all->mutex)), "receiver");
}

static const struct pattern pattern_last_word = {
	.name = "last-word", .summary = "one fails, the other misuses a lock", .file = __FILE__, .run = last_run,
	.settings = {
		WORD("sender", 0, "what it does", "crashes", "checks", "neither"),
		WORD("send", 1, "it sends first", "off", "on"),
	},
};

const struct pattern *const patterns[] = { &pattern_crash, &pattern_last_word, NULL };

#endif
