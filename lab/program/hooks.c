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
#include "lab/program/spin.h"
#include "lab/program/touch.h"
#include "lab/program/variant.h"
#include "lab/sync/atom_over.h"

/* Is the order of this access with those of all other threads known: has none begun, or has main joined each? */
static bool is_ordered(const struct process *process, const struct thread *thread, const struct task *self)
{
	return self->id == 0 && thread->holding->joined == process->n_created;
}

static struct atom *atom_at(struct process *process, const struct watched *place)
{
	void *address = (void *)place->from;
	struct standing *found = standing_find(process, address, true);
	struct atom *atom;

	if (found)
		return (struct atom *)found->object;
	atom = atom_over(address, (int)(place->to - place->from), standing_name(process, address, "memory"));
	standing_put(process, address, SORT_VARIABLE, (struct object *)atom);
	return atom;
}

/* The calling thread of a program that runs by turns; NULL for any other. */
static struct thread *thread_by_turns(struct process **process)
{
	struct task *self = task_self();

	if (!self || !self->run->turn)
		return NULL;            /* on real threads nothing is checked: it would serialise them */
	*process = variant_process(self->run);
	return *process ? (*process)->threads[self->id] : NULL;
}

static bool learn_touch(struct process *process, const struct thread *thread, uintptr_t address, size_t size,
                        enum touch how, struct watched *place)
{
	const struct holding *holding = thread->holding;

	return shared_touch(process->variant->shared, &(struct toucher){ task_self()->id, holding->held,
	                    holding->lost ? 0 : holding->n }, address, size, how, place);
}

void touch(uintptr_t address, size_t size, bool write, const struct caller *caller)
{
	struct process *process;
	struct thread *thread = thread_by_turns(&process);
	struct watched place = { address, address + size };
	enum touch how = write ? TOUCH_WRITE : TOUCH_READ;

	if (!thread)
		return;
	if (!is_ordered(process, thread, task_self()) && learn_touch(process, thread, address, size, how, &place)) {
		atom_touch(atom_at(process, &place), write, process_line(caller->address));
		return;
	}
	switch (spin_look(thread, address, write, caller)) {
	case SPIN_NONE:
		break;
	case SPIN_REPEATS:
		learn_touch(process, thread, address, size, TOUCH_SPINNING, &place);
		atom_touch(atom_at(process, &place), false, process_line(caller->address));
		break;
	case SPIN_LONG:
		spin_rest(thread, process_line(caller->address));
		break;
	}
}

bool touch_atomically(uintptr_t address, size_t size, bool write, struct atom **atom)
{
	struct process *process;
	struct thread *thread = thread_by_turns(&process);
	struct watched place = { address, address + size };

	if (thread && is_ordered(process, thread, task_self()))
		return false;
	if (thread)
		learn_touch(process, thread, address, size, (write ? TOUCH_WRITE : TOUCH_READ) | TOUCH_ATOMIC, &place);
	*atom = atom_at(process_self(), &place);
	return true;
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
		touch((uintptr_t)address, size, write, &THE_CALLER);                                            \
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
	touch((uintptr_t)address, size, false, &THE_CALLER);
}

CALL(void, __tsan_write_range, (void *address, size_t size))
{
	touch((uintptr_t)address, size, true, &THE_CALLER);
}
