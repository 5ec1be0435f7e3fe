/*
 * stale.h - what a function leaves in registers that it has no more use for.
 *
 * Where a program does counter++ the compiler keeps the sum, while the hook before the store is called, in a register that
 * calls preserve. There it stays, and tells apart states that differ in nothing else: those of a thread that has seen
 * another sum. So it is set to zero before each call behind which nobody reads it; likewise what the compiler keeps in the
 * frame (slots.h).
 *
 * And where a person wrote an instruction that can be followed (inline_asm.h), the lab is told before it: a call that leaves
 * every register as it was that somebody still reads. Both of x86-64 only.
 */
#ifndef LAB_COMPILE_STALE_H
#define LAB_COMPILE_STALE_H

#include <stdbool.h>

/* Do both to the assembler text in this file. False, with errno set, when it cannot be written. */
bool stale_clear_file(const char *path);

#endif
