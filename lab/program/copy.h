/*
 * copy.h - moving bytes of a program as its own code would: each piece is touched, then moved.
 */
#ifndef LAB_PROGRAM_COPY_H
#define LAB_PROGRAM_COPY_H

#include <stddef.h>
#include <stdint.h>

/* Move `n` bytes, the first first, or the last first; `caller` is an address in the program's code. */
void copy_forward(char *to, const char *from, size_t n, uintptr_t caller);
void copy_backward(char *to, const char *from, size_t n, uintptr_t caller);

/* Write `n` bytes that are the lab's own. */
void copy_out_to(char *to, const char *own, size_t n, uintptr_t caller);

#endif
