/*
 * crash.c - see crash.h.
 *
 * The handler runs on a stack of its own, for the task's may be used up, and does next to nothing: it makes the
 * interrupted context go on in crashed(), below what lies on the task's stack, which others may be looking at, and
 * returns. So the signal mask stays as it is, and from there on a crash is told as any other fault is. The fault stays
 * where it is when it is not a task's: what was there before us is put back, and it strikes again.
 */
#define _GNU_SOURCE             /* sigaltstack() */

#include "lab/engine/crash.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <execinfo.h>
#endif

#include "lab/base/panic.h"
#include "lab/engine/crash_parts.h"
#include "lab/engine/run.h"

/* SIGTRAP is what __builtin_trap() comes to on AArch64; a debugger sees its own before us. */
static const int signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT };
static const char *const names[] = { "SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGTRAP", "SIGABRT" };

enum { N_SIGNALS = sizeof signals / sizeof *signals };
enum { LOOK_US = 100000 };                      /* of the processor's time, between looks at loops */
enum { LOOK_ASLEEP_US = 500000 };               /* of time that passes, between looks at calls that wait */
enum { MOST_ASLEEP_NS = 20000000 };             /* of work between two such looks: then it may have been another call */
enum { MOST_FRAMES = 64 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int runs;                                /* those that are watched; guarded by the lock */
static struct sigaction before[N_SIGNALS];      /* what was there before us */

static int index_of(int signal)
{
	int i = 0;

	while (i < N_SIGNALS - 1 && signals[i] != signal)
		i++;
	return i;
}

/* ---- Where it was ---- */

#ifdef __GLIBC__

static _Thread_local sigjmp_buf cannot_look;
static _Thread_local volatile sig_atomic_t looking;

/* ThreadSanitizer takes a jump that is set on the handler's stack for the end of those that were set on the task's. */
#if defined(__SANITIZE_THREAD__)
#define MAY_CRASH 0
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define MAY_CRASH 0
#endif
#endif
#ifndef MAY_CRASH
#define MAY_CRASH 1
#endif

/*
 * A crash in a library: the program's call that led there, by what unwinds exceptions; 0: not found. What the stack says may
 * be wrong, so looking may crash, too.
 */
static uintptr_t find_call(const struct run *run)
{
	void *codes[MOST_FRAMES];
	volatile uintptr_t found = 0;

	if (!MAY_CRASH || sigsetjmp(cannot_look, 0) == 0) {
		looking = MAY_CRASH;
		for (int i = 0, n = backtrace(codes, MOST_FRAMES); i < n && !found; i++)
			if (run->pattern->outside->has_code(run->outside, (uintptr_t)codes[i] - 1))
				found = (uintptr_t)codes[i] - 1;
	}
	looking = 0;
	return found;
}

static void look_no_more(void)
{
	if (looking)
		siglongjmp(cannot_look, 1);
}

/* At the first time it loads a library: not in a handler. */
static void prepare_to_look(void)
{
	void *code;

	backtrace(&code, 1);
}

#else

static uintptr_t find_call(const struct run *run) { (void)run; return 0; }
static void look_no_more(void) { }
static void prepare_to_look(void) { }

#endif

static uintptr_t place_of(const struct task *task, const void *context)
{
	uintptr_t instruction = crash_instruction(context), call;
	const struct run *run = task->run;

	if (!run->outside || run->pattern->outside->has_code(run->outside, instruction))
		return instruction;
	call = find_call(run);
	return call ? call : instruction;
}

/* ---- Catching it ---- */

/* Has the system found it, not somebody sent it? */
static bool is_found(int code)
{
	return code > 0;
}

/*
 * The task goes on here, in place of what it cannot do. An address is told where it is one, and not in the stack, where
 * it would be another one each time.
 */
static _Noreturn void crashed(int signal, int code, uintptr_t address, uintptr_t instruction, const uintptr_t *sp)
{
	struct task *self = task_self();
	const char *here = crash_place(self, address, instruction, sp), *name = names[index_of(signal)];
	bool memory = (signal == SIGSEGV || signal == SIGBUS) && (code == SEGV_MAPERR || code == SEGV_ACCERR);

	if (signal != SIGABRT && !is_found(code))
		run_fail(self, VERDICT_CRASH, NULL, name, here, "it raised %s itself", name);
	if (memory && !crash_is_overflow(self, address))
		run_fail(self, VERDICT_CRASH, NULL, name, here, "%s (%s at address 0x%llx)",
		         crash_words(self, signal, code, address), name, (unsigned long long)address);
	run_fail(self, VERDICT_CRASH, NULL, name, here, "%s (%s)", crash_words(self, signal, code, address), name);
}

/* Let the interrupted context go on in crashed(). False where that is not ported. */
static bool divert(const struct task *task, int signal, const siginfo_t *info, void *context)
{
	const uintptr_t arguments[CRASH_ARGUMENTS] = {
		(uintptr_t)signal, (uintptr_t)info->si_code, signal == SIGABRT ? 0 : (uintptr_t)info->si_addr,
		place_of(task, context), crash_stack(context)
	};

	return crash_divert(task, context, (uintptr_t)crashed, arguments);
}

static bool (*let_write)(uintptr_t address);

void crash_ask(bool (*ask)(uintptr_t address))
{
	let_write = ask;
}

/* Memory that may be read, but neither written nor run: is it to be written now? */
static bool is_allowed_now(int signal, const siginfo_t *info, const void *context)
{
	uintptr_t address = (uintptr_t)info->si_addr;

	return let_write && signal == SIGSEGV && info->si_code == SEGV_ACCERR && crash_instruction(context) != address &&
	       let_write(address);
}

static void handle(int signal, siginfo_t *info, void *context)
{
	struct task *self = task_current;
	bool own = is_found(info->si_code) || info->si_pid == getpid();

	look_no_more();
	if (is_allowed_now(signal, info, context))
		return;
	if (self && !self->inside && own && divert(self, signal, info, context)) {
		self->inside = true;
		return;
	}
	sigaction(signal, &before[index_of(signal)], NULL);
	if (!is_found(info->si_code))
		raise(signal);          /* what the system has found strikes again by itself */
}

/* ---- A loop that calls nobody, a call that waits for ever ---- */

/* A task's own code goes on here: it is left where it is. */
static _Noreturn void left(bool waits, uintptr_t instruction, const uintptr_t *sp)
{
	struct task *self = task_self();

	run_brake(self, crash_place(self, 0, instruction, sp), waits);
}

/*
 * Does the system let it wait where it did at the last look, for nothing was computed since? Then it is the program's call,
 * not one that the lab makes for it and which must not be left in the middle, as for memory.
 */
static bool waits_on(const void *context)
{
	static _Thread_local struct { uintptr_t instruction, stack; int64_t worked; } last;
	uintptr_t instruction = crash_instruction(context), stack = crash_stack(context);
	struct timespec worked = { 0 };
	int64_t ns;
	bool same;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &worked);
	ns = (int64_t)worked.tv_sec * 1000000000 + worked.tv_nsec;
	same = instruction == last.instruction && stack == last.stack && ns - last.worked < MOST_ASLEEP_NS;
	last.instruction = instruction;
	last.stack = stack;
	last.worked = ns;
	return same && crash_is_in_system(context);
}

/* In a program's own code, where nobody asks whether the run is to end. */
static bool is_in_code(const struct run *run, const void *context)
{
	return run->pattern->outside->has_code(run->outside, crash_instruction(context));
}

static bool (*last_resort)(void);

void crash_stop_if(bool (*wanted)(void))
{
	last_resort = wanted;
}

/* Is the run to end? */
static bool is_stopped(const struct run *run)
{
	if (run->brake)
		return run->brake->wanted(run->brake->context);
	return run->turn && last_resort && last_resort();
}

/*
 * The processor has worked for this process for so long, or so much time has passed. What the brake asks is but a flag and the
 * clock.
 */
static void look_at_time(int signal, siginfo_t *info, void *context)
{
	struct task *self = task_current;
	const struct run *run = self ? self->run : NULL;
	bool waits;

	(void)info;
	if (!run || self->inside || !run->outside || run->fault.over)
		return;
	waits = !is_in_code(run, context);
	if (waits && (signal != SIGALRM || !waits_on(context)))
		return;
	if (is_stopped(run)) {
		const uintptr_t arguments[CRASH_ARGUMENTS] = { waits, crash_instruction(context), crash_stack(context) };

		self->inside = true;
		crash_divert(self, context, (uintptr_t)left, arguments);
	}
}

/* One tick more may come when it is off: the handler stays. */
static void tell(int signal, int timer, long every_us, bool on)
{
	struct sigaction action = { .sa_sigaction = look_at_time, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART };
	const struct timeval every = { .tv_usec = on ? every_us : 0 };
	const struct itimerval times = { every, every };

	sigemptyset(&action.sa_mask);
	if (on)
		sigaction(signal, &action, NULL);
	setitimer(timer, &times, NULL);
}

static void tell_time(bool on)
{
	tell(SIGVTALRM, ITIMER_VIRTUAL, LOOK_US, on);
	tell(SIGALRM, ITIMER_REAL, LOOK_ASLEEP_US, on);
}

static bool is_ours(const struct sigaction *action)
{
	return action->sa_flags & SA_SIGINFO && action->sa_sigaction == handle;
}

/* Somebody else may have taken them since. */
static void take_signals(void)
{
	struct sigaction ours = { .sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER }, was;

	sigemptyset(&ours.sa_mask);
	for (int i = 0; i < N_SIGNALS; i++) {
		sigaction(signals[i], NULL, &was);
		if (is_ours(&was))
			continue;
		before[i] = was;
		sigaction(signals[i], &ours, NULL);
	}
}

static void give_signals_back(void)
{
	struct sigaction now;

	for (int i = 0; i < N_SIGNALS; i++)
		if (sigaction(signals[i], NULL, &now) == 0 && is_ours(&now))
			sigaction(signals[i], &before[i], NULL);
}

void crash_keep_signals(sigset_t *set)
{
	for (int i = 0; i < N_SIGNALS; i++)
		sigdelset(set, signals[i]);
}

/* A sanitizer may have given the thread one before. */
static bool has_stack(void)
{
	stack_t there;

	return sigaltstack(NULL, &there) == 0 && !(there.ss_flags & SS_DISABLE);
}

void crash_watch_thread(char *stack)
{
	const stack_t ours = { .ss_sp = stack, .ss_size = CRASH_STACK_BYTES };

	if (!has_stack())
		must(sigaltstack(&ours, NULL) == 0);
}

static void watch_own_thread(void)
{
	static _Thread_local char *own;

	if (own || has_stack())
		return;
	own = malloc(CRASH_STACK_BYTES);
	if (!own)
		panic("out of memory");
	crash_watch_thread(own);
}

void crash_watch(void)
{
	watch_own_thread();
	pthread_mutex_lock(&lock);
	if (runs++ == 0) {
		prepare_to_look();
		tell_time(true);
	}
	take_signals();
	pthread_mutex_unlock(&lock);
}

void crash_unwatch(void)
{
	pthread_mutex_lock(&lock);
	if (--runs == 0) {
		tell_time(false);
		give_signals_back();
	}
	pthread_mutex_unlock(&lock);
}

void crash_forked(void)
{
	if (runs > 0)
		tell_time(true);
}

/* ---- assert() ---- */

#ifdef __GLIBC__

/* In place of the C library's, which writes to the standard error and aborts: of a task the text is told. */
_Noreturn void __assert_fail(const char *assertion, const char *file, unsigned line, const char *function);

_Noreturn void __assert_fail(const char *assertion, const char *file, unsigned line, const char *function)
{
	struct task *self = task_self();

	if (self && !self->inside)
		run_fail(self, VERDICT_CRASH, NULL, "SIGABRT", atomic_load_explicit(&self->here, memory_order_relaxed),
		         "assert(%s) failed at %s:%u (SIGABRT)", assertion, file, line);
	fflush(stdout);
	fprintf(stderr, "%s:%u: %s: Assertion `%s' failed.\n", file, line, function, assertion);
	abort();
}

#endif
