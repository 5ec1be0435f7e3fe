/*
 * inline_asm.h - what a person wrote in assembler and can be followed: one instruction that does one thing to memory, as
 * textbooks write test-and-set, fetch-and-add and compare-and-swap, or a release of a lock by mov.
 */
#ifndef LAB_COMPILE_INLINE_ASM_H
#define LAB_COMPILE_INLINE_ASM_H

#include <stdbool.h>
#include <stddef.h>

struct inline_access {
	const char *line;               /* that the instruction stands on */
	const char *operand;            /* the memory: "-20(%rbp)", so many bytes of the text */
	size_t      length;
	int         size;               /* bytes of the memory: 1, 2, 4, 8 */
	bool        locked;             /* it reads and writes in one, and nothing passes it; else it is a store */
};

/* Is that all there is from the line "#APP" to the line "#NO_APP"? Of x86-64; false on any other machine. */
bool inline_is_seen(const char *from, struct inline_access *);

#endif
