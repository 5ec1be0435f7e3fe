/*
 * memory.c - see memory.h.
 *
 * A heap block has a header of 16 bytes in front of it: how many bytes were asked for, its class, and whether it is in
 * use. A class is a power of two; freed blocks of a class are a list, the last freed first.
 */
#define _GNU_SOURCE             /* dl_iterate_phdr, MAP_NORESERVE */

#include "lab/program/memory.h"

#include <dlfcn.h>
#include <link.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lab/base/panic.h"
#include "lab/engine/lock.h"

enum { MOST_SEGMENTS = 8, CLASSES = 48, HEADER = 16 };
enum { IN_USE = 0x51ab, FREED = 0xf7ee };

static const size_t heap_room = (size_t)1 << 30;

struct segment {
	char  *start;
	size_t size;
};

/* Stands at the beginning of the heap's range. */
struct heap {
	size_t        top;              /* bytes in use, this structure's included */
	struct block *freed[CLASSES];
};

struct block {
	size_t        size;             /* asked for */
	uint32_t      class;
	uint32_t      state;
	struct block *next;             /* when it is freed: where its bytes were */
};

struct image {
	struct segment       segments[MOST_SEGMENTS];
	int                  n_segments;
	size_t               size;              /* of the segments */
	char                *initial;           /* what stood in them at first */
	struct image_tls     tls;
	struct heap         *heap;
	struct lock          lock;              /* guards the heap, where tasks run in parallel */
	struct memory_state *resident;          /* NULL for none */
};

struct memory_state {
	struct image *image;
	char         *kept;             /* while it is not resident: its bytes as save() writes them; NULL: the beginning */
	size_t        size;
};

/* ---- The segments ---- */

struct looking {
	const struct link_map *map;
	struct image          *image;
};

static size_t page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

/* Writable, but for what the loader makes read-only after it has put addresses there. */
static void add_segment(struct image *image, uintptr_t start, uintptr_t end, uintptr_t relro_end)
{
	if (relro_end > start && relro_end <= end)
		start = relro_end;
	if (start >= end || image->n_segments == MOST_SEGMENTS)
		return;
	image->segments[image->n_segments++] = (struct segment){ (char *)start, end - start };
	image->size += end - start;
}

static int look(struct dl_phdr_info *info, size_t size, void *context)
{
	struct looking *looking = context;
	uintptr_t relro_end = 0, base = info->dlpi_addr;

	(void)size;
	if (base != looking->map->l_addr || strcmp(info->dlpi_name, looking->map->l_name) != 0)
		return 0;
	for (int i = 0; i < info->dlpi_phnum; i++)
		if (info->dlpi_phdr[i].p_type == PT_GNU_RELRO)
			relro_end = (base + info->dlpi_phdr[i].p_vaddr + info->dlpi_phdr[i].p_memsz) &
			            ~(uintptr_t)(page_size() - 1);
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *header = &info->dlpi_phdr[i];
		uintptr_t start = base + header->p_vaddr;

		if (header->p_type == PT_LOAD && header->p_flags & PF_W)
			add_segment(looking->image, start, start + header->p_memsz, relro_end);
		if (header->p_type == PT_TLS)
			looking->image->tls = (struct image_tls){ (const char *)start, header->p_filesz, header->p_memsz,
			                                          header->p_align };
	}
	return 1;
}

static void copy_out(const struct image *image, char *bytes)
{
	for (int i = 0; i < image->n_segments; i++) {
		memcpy(bytes, image->segments[i].start, image->segments[i].size);
		bytes += image->segments[i].size;
	}
}

static void copy_in(const struct image *image, const char *bytes)
{
	for (int i = 0; i < image->n_segments; i++) {
		memcpy(image->segments[i].start, bytes, image->segments[i].size);
		bytes += image->segments[i].size;
	}
}

struct image *image_open(void *handle)
{
	struct image *image = calloc(1, sizeof *image);
	struct looking looking = { .image = image };

	must(image);
	if (dlinfo(handle, RTLD_DI_LINKMAP, &looking.map) != 0)
		panic("a loaded object has no place");
	dl_iterate_phdr(look, &looking);
	image->heap = mmap(NULL, heap_room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (image->heap == MAP_FAILED) {
		free(image);
		return NULL;
	}
	image->initial = malloc(image->size + 1);
	must(image->initial);
	copy_out(image, image->initial);
	return image;
}

void image_close(struct image *image)
{
	if (!image)
		return;
	munmap(image->heap, heap_room);
	free(image->initial);
	free(image);
}

const struct image_tls *image_tls(const struct image *image)
{
	return &image->tls;
}

/* ---- One run's ---- */

struct memory_state *memory_open(struct image *image)
{
	struct memory_state *state = calloc(1, sizeof *state);

	must(state);
	state->image = image;
	return state;
}

/* Empty, and zero where it was used. */
static void reset_heap(struct image *image)
{
	memset((void *)image->heap, 0, image->heap->top);
	image->heap->top = (sizeof *image->heap + HEADER - 1) / HEADER * HEADER;
}

static void put_at_beginning(struct image *image)
{
	copy_in(image, image->initial);
	reset_heap(image);
}

void memory_close(struct memory_state *state)
{
	if (state->image->resident == state) {
		put_at_beginning(state->image);
		state->image->resident = NULL;
	}
	free(state->kept);
	free(state);
}

size_t memory_size(struct memory_state *state)
{
	return state->image->size + state->image->heap->top;
}

void memory_save(struct memory_state *state, char *bytes)
{
	const struct image *image = state->image;

	copy_out(image, bytes);
	memcpy(bytes + image->size, image->heap, image->heap->top);
}

void memory_restore(struct memory_state *state, const char *bytes, size_t size)
{
	struct image *image = state->image;
	size_t top = image->heap->top, heap = size - image->size;

	copy_in(image, bytes);
	memcpy((void *)image->heap, bytes + image->size, heap);
	if (top > heap)
		memset((char *)image->heap + heap, 0, top - heap);
}

void memory_enter(struct memory_state *state)
{
	struct image *image = state->image;
	struct memory_state *other = image->resident;

	if (other == state)
		return;
	if (other) {
		other->size = memory_size(other);
		other->kept = realloc(other->kept, other->size);
		must(other->kept);
		memory_save(other, other->kept);
	}
	image->resident = state;
	if (state->kept)
		memory_restore(state, state->kept, state->size);
	else
		put_at_beginning(image);
}

void memory_begin(struct memory_state *state)
{
	memory_enter(state);
	put_at_beginning(state->image);
}

void memory_digest(struct memory_state *state, struct hash *hash)
{
	const struct image *image = state->image;

	for (int i = 0; i < image->n_segments; i++)
		hash_bytes(hash, image->segments[i].start, image->segments[i].size);
	hash_bytes(hash, (const char *)image->heap, image->heap->top);
}

/* ---- The heap ---- */

static uint32_t class_of(size_t size)
{
	uint32_t class = 5;             /* 32 bytes, the header included */

	while (((size_t)1 << class) < size)
		class++;
	return class;
}

static struct block *new_block(struct image *image, uint32_t class)
{
	struct heap *heap = image->heap;
	size_t size = (size_t)1 << class;
	struct block *block = heap->freed[class];

	if (block) {
		heap->freed[class] = block->next;
		block->next = NULL;
		return block;
	}
	if (size > heap_room - heap->top)
		return NULL;
	block = (struct block *)(void *)((char *)heap + heap->top);
	heap->top += size;
	return block;
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

void *heap_alloc(struct image *image, size_t size, size_t align)
{
	size_t whole = HEADER + (size ? size : 1) + (align > HEADER ? align + HEADER : 0);
	struct block *block;
	void *bytes = NULL;

	if (size > heap_room / 2 || align > heap_room / 4)
		return NULL;
	lock_take(&image->lock);
	block = new_block(image, class_of(whole));
	if (block) {
		block->size = size;
		block->class = class_of(whole);
		block->state = IN_USE;
		bytes = align > HEADER ? align_block(block, align) : (char *)block + HEADER;
	}
	lock_give(&image->lock);
	return bytes;
}

static struct block *block_of(struct image *image, const void *address, enum heap_wrong *wrong)
{
	uintptr_t low = (uintptr_t)image->heap + sizeof *image->heap, at = (uintptr_t)address;
	uintptr_t high = (uintptr_t)image->heap + image->heap->top;
	struct block *block;

	*wrong = HEAP_NOT_THERE;
	if (at < low + HEADER || at >= high || at % HEADER != 0)
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

size_t heap_size(struct image *image, const void *address, enum heap_wrong *wrong)
{
	const struct block *block = block_of(image, address, wrong);

	return block ? block->size : 0;
}

enum heap_wrong heap_free(struct image *image, void *address)
{
	enum heap_wrong wrong = HEAP_FINE;
	struct block *block;

	if (!address)
		return HEAP_FINE;
	lock_take(&image->lock);
	block = block_of(image, address, &wrong);
	if (block) {
		memset((char *)block + HEADER, 0, ((size_t)1 << block->class) - HEADER);
		block->size = 0;
		block->state = FREED;
		block->next = image->heap->freed[block->class];
		image->heap->freed[block->class] = block;
	}
	lock_give(&image->lock);
	return wrong;
}
