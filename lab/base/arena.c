/*
 * arena.c - a chain of blocks, the newest first.
 *
 * Invariants
 *   Only the newest block is allocated from; `used` <= `size` in every block.
 *   A block's memory is zero beyond `used`.
 */
#include "lab/base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

enum { BLOCK_BYTES = 16 * 1024 };

struct block {
	struct block *older;
	size_t        size, used;
	_Alignas(max_align_t) char bytes[];
};

struct arena {
	struct block *newest;
	size_t        total;
};

struct arena *arena_new(void)
{
	struct arena *arena = calloc(1, sizeof *arena);

	if (!arena)
		panic("out of memory");
	return arena;
}

void arena_free(struct arena *arena)
{
	struct block *older;

	if (!arena)
		return;
	for (struct block *block = arena->newest; block; block = older) {
		older = block->older;
		free(block);
	}
	free(arena);
}

static struct block *block_new(struct arena *arena, size_t size)
{
	struct block *block = calloc(1, sizeof *block + size);

	if (!block)
		panic("out of memory: %zu bytes", size);
	block->size = size;
	block->older = arena->newest;
	arena->newest = block;
	arena->total += sizeof *block + size;
	return block;
}

void arena_clear(struct arena *arena)
{
	struct block *block = arena->newest;

	if (!block)
		return;
	if (block->older) {             /* one block that holds as much as all did */
		size_t total = arena->total;

		while (block) {
			struct block *older = block->older;

			free(block);
			block = older;
		}
		arena->newest = NULL;
		arena->total = 0;
		block_new(arena, total);
		return;
	}
	memset(block->bytes, 0, block->used);
	block->used = 0;
}

void arena_reserve(struct arena *arena, size_t size)
{
	struct block *block = arena->newest;

	if (block && block->size >= size)
		return;
	must(!block || (!block->older && block->used == 0));
	free(block);
	arena->newest = NULL;
	arena->total = 0;
	block_new(arena, size);
}

size_t arena_image_size(const struct arena *arena)
{
	return arena->newest && !arena->newest->older ? arena->newest->used : 0;
}

void arena_image_save(const struct arena *arena, void *to)
{
	memcpy(to, arena->newest->bytes, arena->newest->used);
}

void arena_image_restore(struct arena *arena, const void *from, size_t size)
{
	struct block *block = arena->newest;

	while (block->older) {          /* the image is of the oldest; what has been added since goes */
		struct block *older = block->older;

		arena->total -= sizeof *block + block->size;
		free(block);
		block = older;
	}
	arena->newest = block;
	memcpy(block->bytes, from, size);
	if (block->used > size)
		memset(block->bytes + size, 0, block->used - size);
	block->used = size;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	size_t align = _Alignof(max_align_t);
	struct block *block = arena->newest;
	void *at;

	if (size > SIZE_MAX / 2)
		panic("out of memory: %zu bytes", size);
	size = (size + align - 1) / align * align;
	if (!block || block->size - block->used < size)
		block = block_new(arena, size > BLOCK_BYTES ? size : BLOCK_BYTES);
	at = block->bytes + block->used;
	block->used += size;
	return at;
}

char *arena_text(struct arena *arena, const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(arena_alloc(arena, size), text, size);
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args, again;
	char *text;
	int length;

	va_start(args, format);
	va_copy(again, args);
	length = vsnprintf(NULL, 0, format, args);
	must(length >= 0);
	text = arena_alloc(arena, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	va_end(args);
	return text;
}

size_t arena_bytes(const struct arena *arena)
{
	return arena->total;
}
