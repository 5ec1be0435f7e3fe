/*
 * touch.h - an access of a program to memory, as the compiler's hooks and the wrappers of the C library's calls tell it.
 */
#ifndef LAB_PROGRAM_TOUCH_H
#define LAB_PROGRAM_TOUCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where in the program a hook was called. */
struct caller {
	uintptr_t address;              /* in its code */
	uintptr_t frames;               /* on the stack: where its functions' frames begin; 0: not known */
	uintptr_t frame;                /* the pointer of that function's frame */
};

/* In a hook itself, not in what that calls. */
#define THE_CALLER ((struct caller){ (uintptr_t)__builtin_return_address(0), \
	(uintptr_t)__builtin_frame_address(0) + 2 * sizeof(void *), *(const uintptr_t *)__builtin_frame_address(0) })

/*
 * The calling task, one of a program, is about to make this access: what a hook does that has found something to do. What the
 * caller is, is told by as many arguments as registers take.
 */
void touch_here(uintptr_t address, size_t size, bool write, uintptr_t code, uintptr_t frames, uintptr_t frame);

/*
 * The same, by an atomic operation on `size` bytes: 1, 2, 4 or 8. True when it is to be a step, on *atom; false when no
 * other thread is there that could tell.
 */
struct atom;
bool touch_atomically(uintptr_t address, size_t size, bool write, struct atom **atom);

/* It has been made, to memory that was there? If not, the run ends here. */
void touch_made(uintptr_t address, size_t size, bool write, uintptr_t caller);

/* By a wrapper: the calling task is about to read or write these bytes, at once. `caller` is an address in the program's code. */
void touch(uintptr_t address, size_t size, bool write, uintptr_t caller);

/*
 * The same of an access that the C library makes piece by piece. Returns how many of the bytes, from the first on, are to
 * be moved now, before the rest is touched; 0 only for a size of 0. Others may have moved: what was read before is old.
 */
size_t touch_some(const void *address, size_t size, bool write, uintptr_t caller);

/* The next piece of a text, its end included: so many bytes, at least one, are to be read now. */
size_t touch_text(const char *text, uintptr_t caller);

/* All of these bytes, and all of a text: where what is moved can only be moved at once. Returns the text's length. */
void   touch_all(const void *address, size_t size, bool write, uintptr_t caller);
size_t touch_whole_text(const char *text, uintptr_t caller);

/*
 * The calling thread is about to use what the lab has for an object of `size` bytes there, a "mutex": it looks at its mark.
 * Whoever writes there, or frees it, does so before or after.
 */
void   touch_object(const void *address, size_t size, const char *word, const char *here);

/*
 * It is about to give back these bytes, be it in vain: whether another has done so before decides what comes of it, even
 * where nobody has ever touched them. Returns of how many, from the first on, that is told: touch_last() is for the others.
 */
size_t touch_to_free(const void *address, size_t size, uintptr_t caller);

/* It looks at what the C library keeps for all threads, an `enum inside`, or changes it. That is never a race. */
void   touch_inside(int inside, bool write, const char *here);

/*
 * The calling function is about to return, or the calling thread to end, which gives back what is theirs on the stack: a store to
 * all of it that others have touched, where fibers carry the run. What main() has is there as long as the program is. `caller` is
 * as for a hook.
 */
void   touch_frame(struct caller caller);
void   touch_stack(uintptr_t caller);

/*
 * These bytes are given back, which is a store to all of them: what nobody has ever touched is passed over. Others may give
 * them back meanwhile.
 */
void   touch_last(const void *address, size_t size, uintptr_t caller);

#endif
