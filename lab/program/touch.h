/*
 * touch.h - an access of a program to memory, as the compiler's hooks and the wrappers of the C library's calls tell it.
 */
#ifndef LAB_PROGRAM_TOUCH_H
#define LAB_PROGRAM_TOUCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where in the program a hook or a wrapper was called. */
struct caller {
	uintptr_t address;              /* in its code */
	uintptr_t frames;               /* on the stack: where its functions' frames begin; 0: not known */
};

#define THE_CALLER ((struct caller){ (uintptr_t)__builtin_return_address(0), (uintptr_t)__builtin_frame_address(0) + 2 * sizeof(void *) })

/* The calling task is about to read or write these bytes, at once. */
void touch(uintptr_t address, size_t size, bool write, const struct caller *);

/*
 * The same, by an atomic operation on `size` bytes: 1, 2, 4 or 8. True when it is to be a step, on *atom; false when no
 * other thread is there that could tell.
 */
struct atom;
bool touch_atomically(uintptr_t address, size_t size, bool write, struct atom **atom);

#endif
