/* heap_calls.c - a program's malloc and its kind: from the heap that belongs to the run. See heap.h. */
#include "lab/program/heap_calls.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/copy.h"
#include "lab/program/heap.h"
#include "lab/program/places.h"
#include "lab/program/process.h"
#include "lab/program/touch.h"
#include "lab/program/variant.h"

static struct heap *heap_self(void)
{
	return image_heap(process_self()->variant->image);
}

static void *allocate(size_t size, size_t align, uintptr_t caller)
{
	void *bytes = thread_alloc(size, align);

	if (!bytes)
		thread_self()->error = ENOMEM;
	else
		place_note(bytes, caller);
	return bytes;
}

static _Noreturn void complain(enum heap_wrong wrong, const void *address, const char *call, const char *here)
{
	if (wrong == HEAP_FREED)
		run_fail(task_self(), VERDICT_PANIC, NULL, call, here, "%s of memory that was freed before%s", call,
		         place_freed_by(process_self(), (uintptr_t)address));
	run_fail(task_self(), VERDICT_PANIC, NULL, call, here, "%s of an address that malloc did not give", call);
}

CALL(void *, malloc, (size_t size))
{
	return allocate(size, 16, HERE_CALLED);
}

CALL(void *, calloc, (size_t n, size_t size))
{
	if (size && n > SIZE_MAX / size) {
		thread_self()->error = ENOMEM;
		return NULL;
	}
	return allocate(n * size, 16, HERE_CALLED);
}

/*
 * Memory that the C library itself has got, by a call that the lab does not know, as getcwd(NULL, 0): it is on none of the
 * program's heap, variables and stacks. Where a search may come back to before it was given back, it stays.
 */
static bool is_the_librarys(const void *address)
{
	const struct holding *own = task_self()->outside;
	const struct process *process = process_self();
	uintptr_t at = (uintptr_t)address;

	if (!process->variant->unknown || at % 16 || holding_is_lasting(own, at))
		return false;
	for (int i = 0; i < process->threads_room; i++) {
		const struct task *task = process->threads[i] ? process->threads[i]->task : NULL;
		uintptr_t top = task ? (uintptr_t)task->stack : 0;

		if (top && at < top && at >= top - task->stack_size)
			return false;
	}
	return true;
}

/*
 * How many bytes were asked for at this address, which is about to be given back; it must be one that malloc gave. Of the first
 * `*told` of them others know that by now.
 */
static size_t size_of(const void *address, size_t *told, const char *call, uintptr_t caller)
{
	enum heap_wrong wrong = HEAP_FINE;
	size_t size = heap_size(heap_self(), address, &wrong);

	*told = touch_to_free(address, wrong == HEAP_FINE ? size : 0, caller);
	wrong = HEAP_FINE;
	size = heap_size(heap_self(), address, &wrong);
	if (wrong != HEAP_FINE)
		complain(wrong, address, call, process_line(caller));
	return size;
}

/* A write to all of it; an object that stood there is nothing to what comes to stand there next. */
static void give_back(void *address, const char *call, uintptr_t caller)
{
	size_t told, size = size_of(address, &told, call, caller);
	enum heap_wrong wrong;

	if (told < size)
		touch_last((const char *)address + told, size - told, caller);
	wrong = heap_free(heap_self(), task_self()->id, address);
	if (wrong != HEAP_FINE)         /* others have moved */
		complain(wrong, address, call, process_line(caller));
	place_note_freed(address, size, caller);
	standing_forget(process_self(), address, size);
}

CALL(void, free, (void *address))
{
	if (address && !is_the_librarys(address))
		give_back(address, "free", HERE_CALLED);
}

CALL(void, cfree, (void *address))
{
	if (address)
		give_back(address, "cfree", HERE_CALLED);
}

/* As glibc does: no bytes are nothing, and what was there is given back. */
void *program_realloc(void *address, size_t size, uintptr_t caller)
{
	size_t told, old = address ? size_of(address, &told, "realloc", caller) : 0;
	char *moved;

	if (address && size == 0) {
		give_back(address, "realloc", caller);
		return NULL;
	}
	moved = allocate(size, 16, caller);
	if (!moved || !address)
		return moved;
	copy_forward(moved, address, old < size ? old : size, caller);
	give_back(address, "realloc", caller);
	return moved;
}

CALL(void *, realloc, (void *address, size_t size))
{
	return program_realloc(address, size, HERE_CALLED);
}

CALL(void *, reallocarray, (void *address, size_t n, size_t size))
{
	if (size && n > SIZE_MAX / size) {
		thread_self()->error = ENOMEM;
		return NULL;
	}
	return program_realloc(address, n * size, HERE_CALLED);
}

static bool is_power_of_two(size_t n)
{
	return n && (n & (n - 1)) == 0;
}

CALL(void *, aligned_alloc, (size_t align, size_t size))
{
	if (is_power_of_two(align))
		return allocate(size, align, HERE_CALLED);
	thread_self()->error = EINVAL;
	return NULL;
}

CALL(int, posix_memalign, (void **address, size_t align, size_t size))
{
	void *bytes;

	if (!is_power_of_two(align) || align % sizeof(void *))
		return EINVAL;
	bytes = thread_alloc(size, align);
	if (!bytes)
		return ENOMEM;
	place_note(bytes, HERE_CALLED);
	touch((uintptr_t)address, sizeof *address, true, HERE_CALLED);
	*address = bytes;
	return 0;
}
