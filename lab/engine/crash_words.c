/* crash_words.c - crash_parts.h: what a crash was, in words, and where. */
#include "lab/engine/crash_parts.h"

#include <signal.h>

#include "lab/engine/outside.h"
#include "lab/engine/run.h"

enum { MOST_WORDS = 4096 };                     /* of a stack, that are looked at for an address of the program */
enum { PAGE = 4096, BEYOND = 16 * 1024 };       /* how far below its stack a task that needs more may strike */

bool crash_is_overflow(const struct task *task, uintptr_t address)
{
	uintptr_t top = (uintptr_t)task->stack;

	return top && address < top && address >= top - task->stack_size - BEYOND;
}

static const char *memory_words(const struct task *task, int code, uintptr_t address)
{
	if (crash_is_overflow(task, address))
		return "it used up its stack: stack overflow";
	if (code == SEGV_MAPERR && address < PAGE)
		return "it went through a null pointer";
	return code == SEGV_MAPERR ? "it went to where no memory is" : code == SEGV_ACCERR ?
	       "it did to memory what is not allowed there" : "it used an address that none can be";
}

const char *crash_words(const struct task *task, int signal, int code, uintptr_t address)
{
	switch (signal) {
	case SIGSEGV:
		return memory_words(task, code, address);
	case SIGBUS:
		return crash_is_overflow(task, address) ? "it used up its stack: stack overflow"
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

__attribute__((no_sanitize("address")))
const char *crash_place(const struct task *self, uintptr_t address, uintptr_t instruction, const uintptr_t *sp)
{
	const struct run *run = self->run;
	const char *(*line)(void *, uintptr_t) = run->outside ? run->pattern->outside->line : NULL, *found;
	const uintptr_t *top = (const uintptr_t *)(const void *)self->stack;

	if (!line)
		return atomic_load_explicit(&self->here, memory_order_relaxed);
	found = line(run->outside, instruction);
	if (crash_is_overflow(self, address) && (uintptr_t)sp < (address | (PAGE - 1)) + 1)
		sp = (const uintptr_t *)((address | (PAGE - 1)) + 1);   /* above what cannot be read */
	for (int i = 0; !found && i < MOST_WORDS && top && sp + i < top; i++)
		if (line(run->outside, sp[i]) && is_after_call(sp[i]))
			found = line(run->outside, sp[i] - 1);
	return found;
}
