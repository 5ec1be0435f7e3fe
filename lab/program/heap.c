/*
 * heap.c - see heap.h.
 *
 * The range is cut into regions: one for all, and one for each of the first threads. A region begins with its head; blocks
 * follow, one behind the other. A block has a header of 16 bytes in front: how many bytes were asked for, its class, and
 * whether it is in use. A class is a power of two; the blocks of a class that a thread has freed are a list in the head of
 * its region, wherever they lie, the last freed first. (Berger et al., "Hoard", 2000, has such heaps for speed.)
 *
 * Beside the heap lies a shadow of it: a byte for each eight, how many of them, from the first on, may be used.
 */
#define _GNU_SOURCE             /* MAP_NORESERVE */

#include "lab/program/heap_parts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "lab/base/panic.h"

enum { LEAST_CLASS = 5 };
enum { IN_USE = 0x51ab, FREED = 0xf7ee };
enum { EIGHT = 8, SHADOW_FREED = 0xfd };        /* of the shadow: none may be used any more */
enum { FOR_ALL, OWN_REGIONS = 1024 };           /* the number of a region: that, or the thread's plus one */

static const size_t heap_room = HEAP_ROOM, own_room = (size_t)1 << 19;

struct block {
	size_t        size;             /* asked for */
	uint32_t      class;
	uint32_t      state;
	struct block *next;             /* when it is freed: where its bytes were */
};

static void *reserve(size_t size)
{
	void *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	return bytes == MAP_FAILED ? NULL : bytes;
}

struct heap *heap_new(void)
{
	struct heap *heap = calloc(1, sizeof *heap);

	must(heap);
	heap->bytes = reserve(heap_room);
	heap->shadow = reserve(heap_room / EIGHT);
	if (heap->bytes && heap->shadow)
		return heap;
	if (heap->bytes)
		munmap(heap->bytes, heap_room);
	if (heap->shadow)
		munmap(heap->shadow, heap_room / EIGHT);
	free(heap);
	return NULL;
}

/* ---- Regions ---- */

struct region *heap_region(const struct heap *heap, int number)
{
	size_t own = number == FOR_ALL ? OWN_REGIONS : (size_t)number - 1;

	return (struct region *)(void *)(heap->bytes + own * own_room);
}

static size_t room_of(int number)
{
	return number == FOR_ALL ? heap_room - OWN_REGIONS * own_room : own_room;
}

/* One that is used from now on. */
static struct region *begun(struct heap *heap, int number)
{
	struct region *begun = heap_region(heap, number);

	if (begun->top == 0)
		begun->top = sizeof *begun;
	if (number >= heap->n_regions)
		heap->n_regions = number + 1;
	return begun;
}

/* The thread's own; NULL when there are too many threads. */
static struct region *region_of(struct heap *heap, int thread)
{
	return thread < OWN_REGIONS ? begun(heap, thread + 1) : NULL;
}

/* In which region this offset is. */
static int region_at(size_t offset)
{
	return offset < OWN_REGIONS * own_room ? (int)(offset / own_room) + 1 : FOR_ALL;
}

uint8_t *heap_shadow(const struct heap *heap, const void *address)
{
	return &heap->shadow[(size_t)((const char *)address - heap->bytes) / EIGHT];
}

size_t heap_shadow_size(size_t top)
{
	return (top + EIGHT - 1) / EIGHT;
}

void heap_shrink(struct heap *heap, struct region *region, size_t before, size_t top)
{
	uint8_t *shadow = heap_shadow(heap, region);

	if (before <= top)
		return;
	memset((char *)region + top, 0, before - top);
	memset(shadow + heap_shadow_size(top), 0, heap_shadow_size(before) - heap_shadow_size(top));
}

void heap_reset(struct heap *heap)
{
	for (int i = 0; i < heap->n_regions; i++)
		heap_shrink(heap, heap_region(heap, i), heap_region(heap, i)->top, 0);
}

/* ---- Giving ---- */

static uint32_t class_of(size_t size)
{
	uint32_t class = LEAST_CLASS;   /* 32 bytes, the header included */

	while (((size_t)1 << class) < size)
		class++;
	return class;
}

/* The next `size` bytes of the region; NULL when there is no room. */
static struct block *cut_off(struct heap *heap, int number, size_t size)
{
	struct region *from = begun(heap, number);
	struct block *block = (struct block *)(void *)((char *)from + from->top);

	if (size > room_of(number) - from->top)
		return NULL;
	from->top += size;
	return block;
}

static struct block *new_block(struct heap *heap, int thread, uint32_t class)
{
	struct region *own = region_of(heap, thread);
	size_t size = (size_t)1 << class;
	struct block *block = own ? own->freed[class] : NULL;

	if (block) {
		own->freed[class] = block->next;
		block->next = NULL;
		memset(heap_shadow(heap, block), 0, size / EIGHT);
		return block;
	}
	if (own)
		block = cut_off(heap, thread + 1, size);
	return block ? block : cut_off(heap, FOR_ALL, size);
}

/*
 * For more than 16 the bytes begin further on; a second header there says how to find the first: its size is how far
 * behind it begins, its state zero.
 */
static void *align_block(struct block *block, size_t align)
{
	uintptr_t bytes = (uintptr_t)block + HEADER, aligned = (bytes + align - 1) & ~(uintptr_t)(align - 1);
	struct block *second = (struct block *)(aligned - HEADER);

	if (aligned != bytes)
		second->size = aligned - bytes;
	return (void *)aligned;
}

static void allow(struct heap *heap, const void *bytes, size_t size)
{
	uint8_t *shadow = heap_shadow(heap, bytes);

	memset(shadow, EIGHT, size / EIGHT);
	if (size % EIGHT)
		shadow[size / EIGHT] = size % EIGHT;
}

void *heap_alloc(struct heap *heap, int thread, size_t size, size_t align)
{
	size_t whole = HEADER + (size ? size : 1) + (align > HEADER ? align + HEADER : 0);
	struct block *block;
	void *bytes = NULL;

	if (size > heap_room / 2 || align > heap_room / 4)
		return NULL;
	lock_take(&heap->lock);
	block = new_block(heap, thread, class_of(whole));
	if (block) {
		block->size = size;
		block->class = class_of(whole);
		block->state = IN_USE;
		bytes = align > HEADER ? align_block(block, align) : (char *)block + HEADER;
		allow(heap, bytes, size);
	}
	lock_give(&heap->lock);
	return bytes;
}

/* ---- What was given ---- */

struct heap_view heap_view(const struct heap *heap)
{
	return (struct heap_view){ (uintptr_t)heap->bytes, heap->shadow };
}

static bool is_given(const struct heap *heap, uintptr_t eight)
{
	return eight < heap_room / EIGHT && heap->shadow[eight] && heap->shadow[eight] != SHADOW_FREED;
}

/* Of eight bytes of which none were given: what is near. A header, of two times eight, stands before each block. */
static const char *where(const struct heap *heap, uintptr_t eight)
{
	bool behind = is_given(heap, eight - 1), ahead = is_given(heap, eight + 1);

	if (behind)
		return "beyond the end of what malloc gave";
	if (ahead)
		return is_given(heap, eight - 2) ? "between two pieces that malloc gave" : "before the beginning of what malloc gave";
	return "of the heap that malloc did not give";
}

const char *heap_access(const struct heap *heap, uintptr_t address, size_t size)
{
	uintptr_t offset = address - (uintptr_t)heap->bytes;

	if (offset >= heap_room)
		return NULL;
	for (uintptr_t at = offset, end = offset + size; at < end; at = (at / EIGHT + 1) * EIGHT) {
		uint8_t allowed = at < heap_room ? heap->shadow[at / EIGHT] : 0;
		uintptr_t last = end - 1 < at / EIGHT * EIGHT + EIGHT - 1 ? end - 1 : at / EIGHT * EIGHT + EIGHT - 1;

		if (allowed == SHADOW_FREED)
			return HEAP_WAS_FREED;
		if (last % EIGHT >= allowed)
			return at > offset || allowed ? "beyond the end of what malloc gave" : where(heap, at / EIGHT);
	}
	return NULL;
}

/* Before each block lies a header, of which nothing may be used. */
uintptr_t heap_begins(const struct heap *heap, uintptr_t address)
{
	uintptr_t at = (address - (uintptr_t)heap->bytes) / EIGHT;

	if (address - (uintptr_t)heap->bytes >= heap_room || !heap->shadow[at])
		return 0;
	while (at > 0 && heap->shadow[at - 1])
		at--;
	return (uintptr_t)heap->bytes + at * EIGHT;
}

/* Whose bytes these are; NULL with a reason. */
static struct block *block_of(const struct heap *heap, const void *address, enum heap_wrong *wrong)
{
	uintptr_t at = (uintptr_t)address, offset = at - (uintptr_t)heap->bytes;
	const struct region *in = offset < heap_room ? heap_region(heap, region_at(offset)) : NULL;
	uintptr_t low = (uintptr_t)in + sizeof *in;
	struct block *block;

	*wrong = HEAP_NOT_THERE;
	if (!in || at < low + HEADER || at >= (uintptr_t)in + in->top || at % HEADER != 0)
		return NULL;
	block = (struct block *)(at - HEADER);
	if (block->state == 0 && block->size && block->size % HEADER == 0 && block->size < at - low)
		block = (struct block *)(void *)((char *)block - block->size);
	if (block->state == FREED)
		*wrong = HEAP_FREED;
	if (block->state != IN_USE)
		return NULL;
	*wrong = HEAP_FINE;
	return block;
}

size_t heap_size(struct heap *heap, const void *address, enum heap_wrong *wrong)
{
	const struct block *block;
	size_t size;

	lock_take(&heap->lock);
	block = block_of(heap, address, wrong);
	size = block ? block->size : 0;
	lock_give(&heap->lock);
	return size;
}

/* Zero, so that its history says nothing, and not to be used. */
static void empty(struct heap *heap, struct block *block)
{
	size_t size = ((size_t)1 << block->class) - HEADER;
	char *bytes = (char *)block + HEADER;

	memset(bytes, 0, size);
	memset(heap_shadow(heap, bytes), SHADOW_FREED, size / EIGHT);
	block->size = 0;
	block->state = FREED;
}

enum heap_wrong heap_free(struct heap *heap, int thread, void *address)
{
	enum heap_wrong wrong = HEAP_FINE;
	struct region *own;
	struct block *block;

	if (!address)
		return HEAP_FINE;
	lock_take(&heap->lock);
	own = region_of(heap, thread);
	block = block_of(heap, address, &wrong);
	if (block)
		empty(heap, block);
	if (block && own) {
		block->next = own->freed[block->class];
		own->freed[block->class] = block;
	}
	lock_give(&heap->lock);
	return wrong;
}
