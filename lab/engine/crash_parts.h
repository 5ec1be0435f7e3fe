/*
 * crash_parts.h - between the files that catch a crash.
 *
 * All of it may be called in a signal's handler.
 */
#ifndef LAB_ENGINE_CRASH_PARTS_H
#define LAB_ENGINE_CRASH_PARTS_H

#include <stdbool.h>
#include <stdint.h>

struct task;

/* ---- What it was: crash_words.c ---- */

/* Has it struck below its stack, which is too small for it? */
bool crash_is_overflow(const struct task *, uintptr_t address);

/* "it divided by zero": `code` and `address` as a siginfo_t has them. Static storage. */
const char *crash_words(const struct task *, int signal, int code, uintptr_t address);

/*
 * Where it was. For a pattern the last operation before it; of a program the line is known, and where the C library or
 * the lab was at work for it, the line of the call: its return address is the first on the stack that lies in it. (A
 * sanitizer that we are built with keeps what it does not want to be read there.)
 */
const char *crash_place(const struct task *, uintptr_t address, uintptr_t instruction, const uintptr_t *sp);

/* ---- The registers of an interrupted task: crash_registers.c ---- */

enum { CRASH_ARGUMENTS = 5 };

/* The instruction that was interrupted, and the stack there; 0 where that is not ported. */
uintptr_t crash_instruction(const void *context);
uintptr_t crash_stack(const void *context);

/* Was it interrupted in a call of the system, which is made again, or ends early? False where that is not ported. */
bool crash_is_in_system(const void *context);

/*
 * Let the interrupted context go on in a function that never returns, with these arguments, below what lies on the task's
 * stack. False where that is not ported.
 */
bool crash_divert(const struct task *, void *context, uintptr_t function, const uintptr_t arguments[CRASH_ARGUMENTS]);

#endif
