/* heap_calls.c - a program's malloc and its kind: from the heap that belongs to the run. See memory.h. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/process.h"
#include "lab/program/variant.h"

static struct image *image_self(void)
{
	return process_self()->variant->image;
}

static void *allocate(size_t size, size_t align)
{
	void *bytes = heap_alloc(image_self(), size, align);

	if (!bytes)
		thread_self()->error = ENOMEM;
	return bytes;
}

static _Noreturn void complain(enum heap_wrong wrong, const char *call, const char *here)
{
	run_fail(task_self(), VERDICT_PANIC, NULL, call, here, wrong == HEAP_FREED ? "%s of memory that was freed before"
	         : "%s of an address that malloc did not give", call);
}

CALL(void *, malloc, (size_t size))
{
	return allocate(size, 16);
}

CALL(void *, calloc, (size_t n, size_t size))
{
	if (size && n > SIZE_MAX / size) {
		thread_self()->error = ENOMEM;
		return NULL;
	}
	return allocate(n * size, 16);
}

CALL(void, free, (void *address))
{
	enum heap_wrong wrong = heap_free(image_self(), address);

	if (wrong != HEAP_FINE)
		complain(wrong, "free", CALLER());
}

CALL(void *, realloc, (void *address, size_t size))
{
	enum heap_wrong wrong = HEAP_FINE;
	size_t old = address ? heap_size(image_self(), address, &wrong) : 0;
	void *moved;

	if (wrong != HEAP_FINE)
		complain(wrong, "realloc", CALLER());
	moved = allocate(size, 16);
	if (!moved)
		return NULL;
	memcpy(moved, address ? address : "", old < size ? old : size);
	heap_free(image_self(), address);
	return moved;
}

CALL(void *, aligned_alloc, (size_t align, size_t size))
{
	return allocate(size, align);
}

CALL(int, posix_memalign, (void **address, size_t align, size_t size))
{
	*address = heap_alloc(image_self(), size, align);
	return *address ? 0 : ENOMEM;
}
