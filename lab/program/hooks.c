/*
 * hooks.c - what the compiler calls where a program touches memory (gcc and clang, -fsanitize=thread).
 *
 * The hook comes before the access. Where that is to a place that threads share, it is an operation on a cell, so others
 * may move before; right after it the program makes the access itself.
 */
#include <stddef.h>
#include <stdint.h>

#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/process.h"
#include "lab/program/touch.h"
#include "lab/program/variant.h"
#include "lab/sync/cell_over.h"

/* Is the order of this access with those of all other threads known: has none begun, or has main joined each? */
static bool is_ordered(const struct process *process, const struct thread *thread, const struct task *self)
{
	return self->id == 0 && thread->holding->joined == process->n_created;
}

static struct cell *cell_at(struct process *process, const struct watched *place)
{
	void *address = (void *)place->from;
	struct standing *found = standing_find(process, address, true);
	struct cell *cell;

	if (found)
		return (struct cell *)found->object;
	cell = cell_over(address, (int)(place->to - place->from), standing_name(process, address, "memory"));
	standing_put(process, address, SORT_VARIABLE, (struct object *)cell);
	return cell;
}

void touch(uintptr_t address, size_t size, bool write, uintptr_t caller)
{
	struct task *self = task_self();
	struct process *process;
	struct thread *thread;
	struct watched place;

	if (!self || !self->run->turn)
		return;                 /* on real threads nothing is checked: it would serialise them */
	process = variant_process(self->run);
	if (!process || !(thread = process->threads[self->id]) || is_ordered(process, thread, self))
		return;
	if (shared_touch(process->variant->shared, &(struct toucher){ self->id, thread->holding->held,
	                 thread->holding->lost ? 0 : thread->holding->n }, address, size, write, &place))
		cell_touch(cell_at(process, &place), write, process_line(caller));
}

CALL(void, __tsan_init, (void))
{
}

CALL(void, __tsan_func_entry, (void *address))
{
	(void)address;
}

CALL(void, __tsan_func_exit, (void))
{
}

#define ACCESS(name, size, write)                                                                               \
	CALL(void, name, (void *address))                                                                       \
	{                                                                                                       \
		touch((uintptr_t)address, size, write, (uintptr_t)__builtin_return_address(0));                 \
	}

ACCESS(__tsan_read1, 1, false)
ACCESS(__tsan_read2, 2, false)
ACCESS(__tsan_read4, 4, false)
ACCESS(__tsan_read8, 8, false)
ACCESS(__tsan_read16, 16, false)
ACCESS(__tsan_write1, 1, true)
ACCESS(__tsan_write2, 2, true)
ACCESS(__tsan_write4, 4, true)
ACCESS(__tsan_write8, 8, true)
ACCESS(__tsan_write16, 16, true)
ACCESS(__tsan_unaligned_read2, 2, false)
ACCESS(__tsan_unaligned_read4, 4, false)
ACCESS(__tsan_unaligned_read8, 8, false)
ACCESS(__tsan_unaligned_read16, 16, false)
ACCESS(__tsan_unaligned_write2, 2, true)
ACCESS(__tsan_unaligned_write4, 4, true)
ACCESS(__tsan_unaligned_write8, 8, true)
ACCESS(__tsan_unaligned_write16, 16, true)

CALL(void, __tsan_read_range, (void *address, size_t size))
{
	touch((uintptr_t)address, size, false, (uintptr_t)__builtin_return_address(0));
}

CALL(void, __tsan_write_range, (void *address, size_t size))
{
	touch((uintptr_t)address, size, true, (uintptr_t)__builtin_return_address(0));
}
