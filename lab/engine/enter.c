/*
 * enter.c - the way into an operation: what its caller wants to find again lies in one known place before the engine begins.
 *
 * Below that place a stack holds what the engine needs while the task waits, which is the operation and nothing else that
 * could be another (see search/state.h), and garbage: room that frames do not use, registers that nobody will read. Without
 * it one state would be many. So who calls engine_do() comes through here: the registers that a call preserves are put on the
 * stack, and the place is told to the task. (System V Application Binary Interface, AMD64, 3.2.1.)
 */
#include "lab/engine/engine.h"

#include "lab/engine/fiber.h"

#if FIBERS && defined(__x86_64__)

__asm__(
	".text\n"
	".globl engine_do\n"
	".type engine_do, @function\n"
	"engine_do:\n"
	"	.cfi_startproc\n"
	"	pushq %rbp\n"
	"	.cfi_adjust_cfa_offset 8\n"
	"	.cfi_rel_offset rbp, 0\n"
	"	pushq %rbx\n"
	"	.cfi_adjust_cfa_offset 8\n"
	"	pushq %r12\n"
	"	.cfi_adjust_cfa_offset 8\n"
	"	pushq %r13\n"
	"	.cfi_adjust_cfa_offset 8\n"
	"	pushq %r14\n"
	"	.cfi_adjust_cfa_offset 8\n"
	"	pushq %r15\n"
	"	.cfi_adjust_cfa_offset 8\n"
	"	pushq $0\n"                             /* the stack is aligned to 16 where it calls */
	"	.cfi_adjust_cfa_offset 8\n"
	"	movq %rsp, %r8\n"
	"	call engine_do_from\n"
	"	addq $56, %rsp\n"                       /* who was called has preserved the registers */
	"	.cfi_adjust_cfa_offset -56\n"
	"	ret\n"
	"	.cfi_endproc\n"
	".size engine_do, .-engine_do\n");

#else

bool engine_do(struct object *object, int kind, void *value, const char *here)
{
	return engine_do_from(object, kind, value, here, NULL);
}

#endif
