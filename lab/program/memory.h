/*
 * memory.h - the variables and the heap of a loaded program.
 *
 * Invariants
 *   The writable segments lie where the loader put them, the same place for every run of the program, so a run that is
 *   put back finds its pointers right. The heap (heap.h) is like that, too.
 */
#ifndef LAB_PROGRAM_MEMORY_H
#define LAB_PROGRAM_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lab/base/hash.h"

struct image;
struct memory_state;

/*
 * The memory of the shared object that dlopen() gave this handle for; what it is now is its beginning. For ever. NULL: no
 * memory. When it is guarded, only those pages of its variables cost anything that are written to; the system itself must
 * not write there then, as for read().
 */
struct image *image_open(void *handle, bool guarded);

/*
 * Something writes to this address, where that is not allowed: is it a page of a program's variables to which nothing was
 * written before? Then it can be written from now on. May be called by a handler of signals.
 */
bool memory_let_write(uintptr_t address);

/* The thread-local storage of the object: its initial bytes, its size and alignment; 0 for none. */
struct image_tls {
	const char *initial;
	size_t      initial_size, size, align;
};
const struct image_tls *image_tls(const struct image *);

/* Of the resident run. */
struct heap *image_heap(struct image *);

/* Where its variables lie: from there on, and in so many bytes. */
uintptr_t image_variables(const struct image *, size_t *size);

/* Is this the address of an instruction of the object's? */
bool image_has_code(const struct image *, uintptr_t address);

/* What one run has of it: see outside.h for the calls. */
struct memory_state *memory_open(struct image *);
void   memory_close(struct memory_state *);
void   memory_begin(struct memory_state *);
void   memory_enter(struct memory_state *);
size_t memory_size(struct memory_state *);
void   memory_save(struct memory_state *, char *bytes);
void   memory_restore(struct memory_state *, const char *bytes, size_t size);
void   memory_digest(struct memory_state *, struct hash *);

#endif
