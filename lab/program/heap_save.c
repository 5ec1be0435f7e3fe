/* heap_save.c - what a run has of its heap: kept, put back, and told apart from what others have. */
#include "lab/program/heap_parts.h"

#include <string.h>

char *bytes_put(char *at, const void *bytes, size_t size)
{
	memcpy(at, bytes, size);
	return at + size;
}

const char *bytes_take(void *bytes, const char *at, size_t size)
{
	memcpy(bytes, at, size);
	return at + size;
}

/* How many regions, then of each how much is used, what is there, and its shadow. */
size_t heap_saved_size(const struct heap *heap)
{
	size_t size = sizeof heap->n_regions;

	for (int i = 0; i < heap->n_regions; i++)
		size += sizeof(size_t) + heap_region(heap, i)->top + heap_shadow_size(heap_region(heap, i)->top);
	return size;
}

void heap_save(const struct heap *heap, char *bytes)
{
	bytes = bytes_put(bytes, &heap->n_regions, sizeof heap->n_regions);
	for (int i = 0; i < heap->n_regions; i++) {
		const struct region *saved = heap_region(heap, i);
		size_t top = saved->top;

		bytes = bytes_put(bytes, &top, sizeof top);
		bytes = bytes_put(bytes, saved, top);
		bytes = bytes_put(bytes, heap_shadow(heap, saved), heap_shadow_size(top));
	}
}

void heap_restore(struct heap *heap, const char *bytes)
{
	int n_regions;

	bytes = bytes_take(&n_regions, bytes, sizeof n_regions);
	for (int i = 0; i < heap->n_regions; i++) {
		struct region *now = heap_region(heap, i);
		size_t before = now->top, top = 0;

		if (i < n_regions) {
			bytes = bytes_take(&top, bytes, sizeof top);
			bytes = bytes_take(now, bytes, top);
			bytes = bytes_take(heap_shadow(heap, now), bytes, heap_shadow_size(top));
		}
		heap_shrink(heap, now, before, top);
	}
}

void heap_digest(const struct heap *heap, struct hash *hash)
{
	for (int i = 0; i < heap->n_regions; i++) {
		const struct region *used = heap_region(heap, i);

		if (used->top == 0)
			continue;
		hash_int(hash, i);
		hash_bytes(hash, (const char *)used, used->top);
	}
}
