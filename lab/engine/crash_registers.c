/* crash_registers.c - crash_parts.h: the registers of an interrupted task, on the processors that this is ported to. */
#define _GNU_SOURCE             /* REG_RIP */

#include "lab/engine/crash_parts.h"

#include <string.h>
#include <ucontext.h>

#include "lab/engine/task.h"

/*
 * Where a function that goes on there can have its frames: below the red zone of the interrupted function (System V ABI for x86-64, section
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

#if defined(__x86_64__) && defined(REG_RIP)

uintptr_t crash_instruction(const void *context)
{
	return (uintptr_t)((const ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
}

uintptr_t crash_stack(const void *context)
{
	return (uintptr_t)((const ucontext_t *)context)->uc_mcontext.gregs[REG_RSP];
}

/* `syscall` stands there or before: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2. */
bool crash_is_in_system(const void *context)
{
	static const unsigned char call[] = { 0x0f, 0x05 };
	const char *at = (const char *)crash_instruction(context);

	return !memcmp(at, call, sizeof call) || !memcmp(at - sizeof call, call, sizeof call);
}

bool crash_divert(const struct task *task, void *context, uintptr_t function, const uintptr_t arguments[CRASH_ARGUMENTS])
{
	static const int passed_in[CRASH_ARGUMENTS] = { REG_RDI, REG_RSI, REG_RDX, REG_RCX, REG_R8 };
	greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;

	registers[REG_RSP] = (greg_t)below(task, (uintptr_t)registers[REG_RSP]) - 8;    /* as after a call */
	registers[REG_RBP] = 0;
	registers[REG_RIP] = (greg_t)function;
	registers[REG_EFL] &= ~(greg_t)0x400;           /* the direction flag is clear at a call */
	for (int i = 0; i < CRASH_ARGUMENTS; i++)
		registers[passed_in[i]] = (greg_t)arguments[i];
	return true;
}

#elif defined(__aarch64__)

uintptr_t crash_instruction(const void *context)
{
	return (uintptr_t)((const ucontext_t *)context)->uc_mcontext.pc;
}

uintptr_t crash_stack(const void *context)
{
	return (uintptr_t)((const ucontext_t *)context)->uc_mcontext.sp;
}

/* `svc #0` stands there or before: Arm Architecture Reference Manual, C6.2. */
bool crash_is_in_system(const void *context)
{
	static const unsigned char call[] = { 0x01, 0x00, 0x00, 0xd4 };
	const char *at = (const char *)crash_instruction(context);

	return !memcmp(at, call, sizeof call) || !memcmp(at - sizeof call, call, sizeof call);
}

bool crash_divert(const struct task *task, void *context, uintptr_t function, const uintptr_t arguments[CRASH_ARGUMENTS])
{
	mcontext_t *registers = &((ucontext_t *)context)->uc_mcontext;

	registers->sp = below(task, (uintptr_t)registers->sp);
	registers->pc = function;
	registers->regs[29] = registers->regs[30] = 0;
	for (int i = 0; i < CRASH_ARGUMENTS; i++)
		registers->regs[i] = arguments[i];
	return true;
}

#else

uintptr_t crash_instruction(const void *context)
{
	(void)context;
	return 0;
}

uintptr_t crash_stack(const void *context)
{
	(void)context;
	return 0;
}

bool crash_is_in_system(const void *context)
{
	(void)context;
	return false;
}

bool crash_divert(const struct task *task, void *context, uintptr_t function, const uintptr_t arguments[CRASH_ARGUMENTS])
{
	(void)task, (void)context, (void)function, (void)arguments, (void)below;
	return false;
}

#endif
