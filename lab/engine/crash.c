/*
 * crash.c - see crash.h.
 *
 * The handler runs on a stack of its own, for the task's may be used up, and does next to nothing: it makes the
 * interrupted context go on in crashed(), below what lies on the task's stack, which others may be looking at, and
 * returns. So the signal mask stays as it is, and from there on a crash is told as any other fault is. The fault stays
 * where it is when it is not a task's: what was there before us is put back, and it strikes again.
 */
#define _GNU_SOURCE             /* REG_RIP */

#include "lab/engine/crash.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>

#include "lab/base/panic.h"
#include "lab/engine/run.h"

/* SIGTRAP is what __builtin_trap() comes to on AArch64; a debugger sees its own before us. */
static const int signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT };
static const char *const names[] = { "SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGTRAP", "SIGABRT" };

enum { N_SIGNALS = sizeof signals / sizeof *signals };
enum { MOST_WORDS = 4096 };                     /* of a stack, that are looked at for an address of the program */
enum { LOOK_US = 100000 };                      /* of the processor's time, between looks at loops */
enum { PAGE = 4096, BEYOND = 16 * 1024 };       /* how far below its stack a task that needs more may strike */

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

/* ---- What it was ---- */

static bool is_overflow(const struct task *task, uintptr_t address)
{
	uintptr_t top = (uintptr_t)task->stack;

	return top && address < top && address >= top - task->stack_size - BEYOND;
}

static const char *memory_words(const struct task *task, int code, uintptr_t address)
{
	if (is_overflow(task, address))
		return "it used up its stack: stack overflow";
	if (code == SEGV_MAPERR && address < PAGE)
		return "it went through a null pointer";
	return code == SEGV_MAPERR ? "it went to where no memory is" : code == SEGV_ACCERR ?
	       "it did to memory what is not allowed there" : "it used an address that none can be";
}

static const char *words(const struct task *task, int signal, int code, uintptr_t address)
{
	switch (signal) {
	case SIGSEGV:
		return memory_words(task, code, address);
	case SIGBUS:
		return is_overflow(task, address) ? "it used up its stack: stack overflow"
		                                  : "it went to memory that is not really there, or not aligned";
	case SIGFPE:
		return code == FPE_INTDIV ? "it divided by zero" : "its arithmetic has no result";
	case SIGILL:
	case SIGTRAP:
		return "it came to an instruction that is none, as where the compiler expects nobody to come";
	default:
		return "it called abort()";
	}
}

/* Has the system found it, not somebody sent it? */
static bool is_found(int code)
{
	return code > 0;
}

/* Does a call of the processor's end there? Elsewhere than on x86-64 it is not looked at. */
static bool is_after_call(uintptr_t address)
{
#if defined(__x86_64__)
	const unsigned char *code = (const unsigned char *)address;

	return code[-5] == 0xe8 || code[-2] == 0xff || code[-3] == 0xff || code[-6] == 0xff;
#else
	(void)address;
	return true;
#endif
}

/*
 * Where it was. For a pattern the last operation before it; of a program the line is known, and where the C library or
 * the lab was at work for it, the line of the call: its return address is the first on the stack that lies in it. (A
 * sanitizer that we are built with keeps what it does not want to be read there.)
 */
__attribute__((no_sanitize("address")))
static const char *place(const struct task *self, uintptr_t address, uintptr_t instruction, const uintptr_t *sp)
{
	const struct run *run = self->run;
	const char *(*line)(void *, uintptr_t) = run->outside ? run->pattern->outside->line : NULL, *found;
	const uintptr_t *top = (const uintptr_t *)(const void *)self->stack;

	if (!line)
		return atomic_load_explicit(&self->here, memory_order_relaxed);
	found = line(run->outside, instruction);
	if (is_overflow(self, address) && (uintptr_t)sp < (address | (PAGE - 1)) + 1)
		sp = (const uintptr_t *)((address | (PAGE - 1)) + 1);   /* above what cannot be read */
	for (int i = 0; !found && i < MOST_WORDS && top && sp + i < top; i++)
		if (line(run->outside, sp[i]) && is_after_call(sp[i]))
			found = line(run->outside, sp[i] - 1);
	return found;
}

/*
 * The task goes on here, in place of what it cannot do. An address is told where it is one, and not in the stack, where
 * it would be another one each time.
 */
static _Noreturn void crashed(int signal, int code, uintptr_t address, uintptr_t instruction, const uintptr_t *sp)
{
	struct task *self = task_self();
	const char *here = place(self, address, instruction, sp), *name = names[index_of(signal)];
	bool memory = (signal == SIGSEGV || signal == SIGBUS) && (code == SEGV_MAPERR || code == SEGV_ACCERR);

	if (signal != SIGABRT && !is_found(code))
		run_fail(self, VERDICT_CRASH, NULL, name, here, "it raised %s itself", name);
	if (memory && !is_overflow(self, address))
		run_fail(self, VERDICT_CRASH, NULL, name, here, "%s (%s at address 0x%llx)",
		         words(self, signal, code, address), name, (unsigned long long)address);
	run_fail(self, VERDICT_CRASH, NULL, name, here, "%s (%s)", words(self, signal, code, address), name);
}

/* ---- Catching it ---- */

/*
 * Where crashed() can have its frames: below the red zone of the interrupted function (System V ABI for x86-64, section
 * 3.2.2). Where the stack is used up, the innermost frames give way, for their work is over.
 */
static uintptr_t below(const struct task *task, uintptr_t sp)
{
	uintptr_t top = (uintptr_t)task->stack, low = top - task->stack_size + task->stack_size / 8;

	sp -= 128;
	if (top && (sp < low || sp > top))
		sp = low;
	return sp & ~(uintptr_t)15;
}

/* Let the interrupted context go on in crashed(). False where that is not ported. */
static bool divert(const struct task *task, int signal, const siginfo_t *info, void *context)
{
	uintptr_t address = signal == SIGABRT ? 0 : (uintptr_t)info->si_addr;

#if defined(__x86_64__) && defined(REG_RIP)
	greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
	greg_t was = registers[REG_RIP], sp = registers[REG_RSP];

	registers[REG_RSP] = (greg_t)below(task, (uintptr_t)registers[REG_RSP]) - 8;    /* as after a call */
	registers[REG_RBP] = 0;
	registers[REG_RIP] = (greg_t)(uintptr_t)crashed;
	registers[REG_RDI] = signal;
	registers[REG_RSI] = info->si_code;
	registers[REG_RDX] = (greg_t)address;
	registers[REG_RCX] = was;
	registers[REG_R8] = sp;
	registers[REG_EFL] &= ~(greg_t)0x400;           /* the direction flag is clear at a call */
	return true;
#elif defined(__aarch64__)
	mcontext_t *registers = &((ucontext_t *)context)->uc_mcontext;

	registers->regs[3] = registers->pc;
	registers->regs[4] = registers->sp;
	registers->sp = below(task, (uintptr_t)registers->sp);
	registers->pc = (uintptr_t)crashed;
	registers->regs[0] = (unsigned)signal;
	registers->regs[1] = (unsigned)info->si_code;
	registers->regs[2] = address;
	registers->regs[29] = registers->regs[30] = 0;
	return true;
#else
	(void)task, (void)context, (void)address, (void)crashed, (void)below;
	return false;
#endif
}

static bool (*let_write)(uintptr_t address);

void crash_ask(bool (*ask)(uintptr_t address))
{
	let_write = ask;
}

/* The instruction that was interrupted; 0 where that is not ported. */
static uintptr_t instruction(const void *context)
{
#if defined(__x86_64__) && defined(REG_RIP)
	return (uintptr_t)((const ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
	return (uintptr_t)((const ucontext_t *)context)->uc_mcontext.pc;
#else
	(void)context;
	return 0;
#endif
}

/* Memory that may be read, but neither written nor run: is it to be written now? */
static bool is_allowed_now(int signal, const siginfo_t *info, const void *context)
{
	uintptr_t address = (uintptr_t)info->si_addr;

	return let_write && signal == SIGSEGV && info->si_code == SEGV_ACCERR && instruction(context) != address &&
	       let_write(address);
}

static void handle(int signal, siginfo_t *info, void *context)
{
	struct task *self = task_current;
	bool own = is_found(info->si_code) || info->si_pid == getpid();

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

/* ---- A loop that calls nobody ---- */

/* It is left where it is: nobody goes on there. */
static _Noreturn void left(void)
{
	run_brake(task_self());
}

/* Let the interrupted context, which is the task's own code, go on in left(). */
static void divert_to_leave(const struct task *task, void *context)
{
#if defined(__x86_64__) && defined(REG_RIP)
	greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;

	registers[REG_RSP] = (greg_t)below(task, (uintptr_t)registers[REG_RSP]) - 8;
	registers[REG_RBP] = 0;
	registers[REG_RIP] = (greg_t)(uintptr_t)left;
	registers[REG_EFL] &= ~(greg_t)0x400;
#elif defined(__aarch64__)
	mcontext_t *registers = &((ucontext_t *)context)->uc_mcontext;

	registers->sp = below(task, (uintptr_t)registers->sp);
	registers->pc = (uintptr_t)left;
	registers->regs[29] = registers->regs[30] = 0;
#else
	(void)task, (void)context, (void)left;
#endif
}

/*
 * The processor has worked for this process for so long: is it in a program's own code, where nobody asks whether the
 * run is to end? What the brake asks is but a flag and the clock.
 */
static void look_at_time(int signal, siginfo_t *info, void *context)
{
	struct task *self = task_current;
	const struct run *run = self ? self->run : NULL;

	(void)signal, (void)info;
	if (!run || self->inside || !run->outside || !run->brake || run->fault.over ||
	    !run->pattern->outside->has_code(run->outside, instruction(context)))
		return;
	if (run->brake->wanted(run->brake->context)) {
		self->inside = true;
		divert_to_leave(self, context);
	}
}

static void tell_time(bool on)
{
	struct sigaction action = { .sa_sigaction = look_at_time, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART };
	const struct timeval every = { .tv_usec = on ? LOOK_US : 0 };
	const struct itimerval timer = { every, every };

	sigemptyset(&action.sa_mask);
	if (on)
		sigaction(SIGVTALRM, &action, NULL);
	setitimer(ITIMER_VIRTUAL, &timer, NULL);        /* one tick more may come: the handler stays */
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
	if (runs++ == 0)
		tell_time(true);
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
