/*
 * debug.h - what the debug information of a loaded program says: which line an instruction is of, which variable an
 * address.
 *
 * Read with elfutils' libdw. All texts are kept for ever: traces and results point at them.
 */
#ifndef LAB_PROGRAM_DEBUG_H
#define LAB_PROGRAM_DEBUG_H

#include <stdbool.h>
#include <stdint.h>

struct debug;

/* Of the shared object in the file `path`, loaded with this difference between its addresses and those in the file. */
struct debug *debug_open(const char *path, uintptr_t bias);
void debug_close(struct debug *);

/* "prog.c:14" of a return address, as the program's author named the file; "" where nothing is known. */
const char *debug_line(struct debug *, uintptr_t return_address);

/* The name of the function at this address; NULL for none. */
const char *debug_function(struct debug *, uintptr_t address);

/* "fork_[2]", "pool.lock": the static variable, or the part of one, that begins at this address; NULL for none. */
const char *debug_variable(struct debug *, uintptr_t address);

#endif
