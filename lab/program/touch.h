/*
 * touch.h - an access of a program to memory, as the compiler's hooks and the wrappers of the C library's calls tell it.
 */
#ifndef LAB_PROGRAM_TOUCH_H
#define LAB_PROGRAM_TOUCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The calling task is about to read or write these bytes, at once; `caller` is an address in the program's code. */
void touch(uintptr_t address, size_t size, bool write, uintptr_t caller);

#endif
