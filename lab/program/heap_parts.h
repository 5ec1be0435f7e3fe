/*
 * heap_parts.h - between heap.c, which gives memory, and heap_save.c, which keeps what a run has of it and goes back.
 */
#ifndef LAB_PROGRAM_HEAP_PARTS_H
#define LAB_PROGRAM_HEAP_PARTS_H

#include "lab/engine/lock.h"
#include "lab/program/heap.h"

enum { CLASSES = 31, HEADER = 16 };

struct block;

struct region {
	size_t        top;              /* bytes in use, these included; 0: none are */
	struct block *freed[CLASSES];   /* by the thread whose region this is */
};

_Static_assert(sizeof(struct region) % HEADER == 0, "blocks are aligned");

struct heap {
	char       *bytes;
	uint8_t    *shadow;
	int         n_regions;          /* none with a greater number was ever used */
	struct lock lock;               /* where tasks run in parallel */
};

struct region *heap_region(const struct heap *, int number);

/* The byte of the shadow for this address; how many there are for so many bytes. */
uint8_t *heap_shadow(const struct heap *, const void *address);
size_t   heap_shadow_size(size_t top);

/* Nothing of it is used beyond `top`, where it was before. */
void heap_shrink(struct heap *, struct region *, size_t before, size_t top);

#endif
