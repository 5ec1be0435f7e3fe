/*
 * debug.h - what the debug information of a loaded program says: which line an instruction is of, which variable an
 * address.
 *
 * Read with elfutils' libdw. All texts are kept for ever: traces and results point at them.
 */
#ifndef LAB_PROGRAM_DEBUG_H
#define LAB_PROGRAM_DEBUG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct debug;

/* Of the shared object in the file `path`, loaded with this difference between its addresses and those in the file. */
struct debug *debug_open(const char *path, uintptr_t bias);
void debug_close(struct debug *);

/* "prog.c:14" of a return address, as the program's author named the file; "" where nothing is known. */
const char *debug_line(struct debug *, uintptr_t return_address);

/* The name of the function at this address; NULL for none. */
const char *debug_function(struct debug *, uintptr_t address);

/* "fork_[2]", "pool.lock": the static variable, or the least part of one, that has all of these bytes; NULL for none. */
const char *debug_variable(struct debug *, uintptr_t address, size_t size);

/* What these bytes are: a whole number, all of it; something else; or no static variable's, so nothing is known. */
enum debug_sort { DEBUG_UNKNOWN, DEBUG_NUMBER, DEBUG_OTHER };

enum debug_sort debug_sort(struct debug *, uintptr_t address, size_t size);

/* Who sees each number of a static variable that has a byte in a range. */
struct debug_range {
	uintptr_t from, to;
	void    (*see)(void *context, uintptr_t address, size_t size);
	void     *context;
};

void debug_numbers(struct debug *, const struct debug_range *);

#endif
