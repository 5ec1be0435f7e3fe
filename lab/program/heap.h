/*
 * heap.h - the heap of a loaded program: malloc's, for one run at a time.
 *
 * Invariants
 *   It lies in one reserved range of addresses, the same for every run, so a run that is put back finds its pointers
 *   right. What was freed is zero, and so is what was never given: equal histories give equal bytes.
 *   What a thread gets follows from what this thread has got and freed before, not from what others did meanwhile: it has
 *   a part of the range to itself, and gets again only what it has freed itself. So malloc and free are no operations that
 *   threads could tell the order of. (An address in the part for all, where own parts are full, may differ; which addresses
 *   are the same never does.)
 */
#ifndef LAB_PROGRAM_HEAP_H
#define LAB_PROGRAM_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lab/base/hash.h"

struct heap;

/* An empty one, for ever; NULL: no memory. */
struct heap *heap_new(void);

/* As it was at first. */
void heap_reset(struct heap *);

/* So many bytes heap_save() writes; heap_restore() puts back what it has written. */
size_t heap_saved_size(const struct heap *);
void   heap_save(const struct heap *, char *bytes);
void   heap_restore(struct heap *, const char *bytes);

void heap_digest(const struct heap *, struct hash *);

enum heap_wrong { HEAP_FINE, HEAP_NOT_THERE, HEAP_FREED };

/*
 * For the thread with number `thread` (from 0 on): `size` zeroed bytes, aligned for any type, or to `align` (a power of
 * two); NULL when there is no room.
 */
void *heap_alloc(struct heap *, int thread, size_t size, size_t align);

/* How many bytes were asked for; `*wrong` says what is not right about the address. */
size_t heap_size(struct heap *, const void *address, enum heap_wrong *wrong);

/* Where it begins: it lies in so many bytes from there on. */
#define HEAP_ROOM ((size_t)1 << 30)

/* Where it lies, and its shadow: of each eight bytes how many, from the first on, may be used; or more than eight: none. */
struct heap_view {
	uintptr_t start;
	const uint8_t *shadow;
};
struct heap_view heap_view(const struct heap *);

/* Is it seen at once that nothing is wrong with an access to these bytes? Else ask heap_access(). */
static inline bool heap_allows(const struct heap_view *heap, uintptr_t address, size_t size)
{
	uintptr_t offset = address - heap->start, end = offset % 8 + size;

	return offset >= HEAP_ROOM || (end <= heap->shadow[offset / 8] && heap->shadow[offset / 8] <= 8);
}

#define HEAP_WAS_FREED "of memory that was freed"

/* What is wrong with an access to these bytes: HEAP_WAS_FREED, "beyond the end of what malloc gave"; NULL for nothing, and outside of the heap. */
const char *heap_access(const struct heap *, uintptr_t address, size_t size);

/* Where the memory that malloc gave and that has this byte begins; 0 for none. */
uintptr_t heap_begins(const struct heap *, uintptr_t address);

/* The thread gives it back. HEAP_FINE, or why not, with nothing changed. NULL is fine. */
enum heap_wrong heap_free(struct heap *, int thread, void *address);

/* Puts `size` bytes there, or takes them from there. Returns where the next ones are. */
char       *bytes_put(char *at, const void *bytes, size_t size);
const char *bytes_take(void *bytes, const char *at, size_t size);

#endif
