/*
 * frames.h - memory on stacks that nobody has any more: of a function that has returned, of a thread that has ended.
 *
 * It is known of a fiber that stands: below what its innermost function has called lie the lab's own frames. What is not
 * known for certain is taken to be there: it is no proof that all pointers to variables of functions are good.
 */
#ifndef LAB_PROGRAM_FRAMES_H
#define LAB_PROGRAM_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct process;

/* Is the address on the stack of another thread than the calling one? */
bool frames_are_others(const struct process *, uintptr_t address);

/*
 * What is wrong with an access to so many bytes there, in a run by turns: "of a function of main's that has returned, where start()
 * had n"; NULL for nothing. `frames` is where those of the calling thread's functions begin; 0: not known. Which function had its
 * variable there last is told where names are looked up, and it is among those that the thread has called last.
 */
const char *frames_access(struct process *, uintptr_t address, size_t size, uintptr_t frames);

#endif
