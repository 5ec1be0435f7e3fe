/*
 * debug.h - what the debug information of a loaded program says: which line an instruction is of, which variable an
 * address.
 *
 * Read with elfutils' libdw. All texts are kept for ever: traces and results point at them.
 */
#ifndef LAB_COMPILE_DEBUG_H
#define LAB_COMPILE_DEBUG_H

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

/* A function that has been called and has not returned: where it is, an address in its code, and its frame's pointer. */
struct frame {
	uintptr_t code, pointer;
};

/* Where the frame ends, towards who called it; 0: not known. */
uintptr_t debug_frame_end(struct debug *, const struct frame *);

/* "main" of the function whose frame it is; NULL for none. */
const char *debug_frame_function(struct debug *, const struct frame *);

/* "lock", "pool.lock": the variable of that function that has these bytes of the stack; NULL for none. */
const char *debug_local(struct debug *, const struct frame *, uintptr_t address, size_t size);

/* The same of a function that has begun there, and may have returned: of a variable in whatever block. */
const char *debug_left(struct debug *, const struct frame *, uintptr_t address, size_t size);

/*
 * "queue->lock", "items[2]": these bytes, `offset` from where memory begins that a static variable, or one of that function,
 * points to; NULL for none. The variables are read as they are. For ever, as all these texts are.
 */
const char *debug_pointed(struct debug *, uintptr_t begins, uintptr_t offset, size_t size);
const char *debug_pointed_by_local(struct debug *, const struct frame *, uintptr_t begins, uintptr_t offset, size_t size);

/* What these bytes are: a whole number, all of it; something else; or no static variable's, so nothing is known. */
enum debug_sort { DEBUG_UNKNOWN, DEBUG_NUMBER, DEBUG_OTHER };

enum debug_sort debug_sort(struct debug *, uintptr_t address, size_t size);

/* Who sees each number of a static variable that has a byte in a range. */
struct debug_range {
	uintptr_t from, to;
	void    (*see)(void *context, uintptr_t address, size_t size);
	void     *context;
	int       most;                 /* arrays of more elements are left out; 0: none are */
};

void debug_numbers(struct debug *, const struct debug_range *);

/* Every number and pointer of the static variables, by address, but for those in arrays of more than `most` elements. */
void debug_scalars(struct debug *, int most, void (*see)(void *context, uintptr_t address, size_t size), void *context);

/* What these bytes are, if they are one of those: a number, and what stands for it, for ever; NULL: the number itself. */
int64_t debug_value(struct debug *, uintptr_t address, size_t size, const char **text);

#endif
