/*
 * touch.c - see touch.h.
 *
 * What it is told of comes before the access. Where that is to a place that threads share, it is an operation on a cell, so
 * others may move before; right after it the program makes the access itself.
 */
#define _POSIX_C_SOURCE 200809L

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "lab/base/text.h"
#include "lab/engine/crash.h"
#include "lab/engine/run.h"
#include "lab/program/cancel.h"
#include "lab/program/frames.h"
#include "lab/program/heap.h"
#include "lab/program/places.h"
#include "lab/program/process.h"
#include "lab/program/spin.h"
#include "lab/program/standing.h"
#include "lab/program/touch_parts.h"
#include "lab/program/variant.h"
#include "lab/sync/atom_over.h"

static struct atom *atom_at(struct process *process, const struct watched *place, const char *word)
{
	void *address = (void *)place->from;
	struct standing *found = standing_find(process, address, true);
	size_t size = place->to - place->from;
	bool number;
	struct atom *atom;

	if (found)
		return (struct atom *)found->object;
	number = !standing_find(process, address, false) && variant_is_number(process->variant, place->from, size);
	atom = atom_over(address, (int)size, number,    /* the lab's mark is none of the person's */
	                 standing_name(process, address, size, word));
	standing_put(process, address, SORT_VARIABLE, (struct object *)atom);
	return atom;
}

static void fail_access(const char *wrong, size_t size, bool write, uintptr_t caller)
{
	run_fail(task_self(), VERDICT_PANIC, NULL, write ? "write" : "read", process_line(caller), "it %s %zu byte%s %s",
	         write ? "writes" : "reads", size, text_s((long)size), wrong);
}

/* What is wrong with it; of memory that was freed also who did that, where. */
static const char *whose_fault(struct process *process, const char *wrong, uintptr_t address)
{
	const char *who = strcmp(wrong, HEAP_WAS_FREED) ? "" : place_freed_by(process, address);
	struct run *run = task_self()->run;

	if (!*who)
		return wrong;
	lock_take(&run->lock);
	wrong = arena_printf(run->arena, "%s%s", wrong, who);
	lock_give(&run->lock);
	return wrong;
}

/* An access to the heap where none of it is ends the run. */
static __attribute__((noinline)) void look_into_heap(struct process *process, uintptr_t address, size_t size, bool write,
                                                     uintptr_t caller)
{
	const char *wrong = heap_access(image_heap(process->variant->image), address, size);

	if (wrong)
		fail_access(whose_fault(process, wrong, address), size, write, caller);
}

static inline void look_at_heap(struct process *process, uintptr_t address, size_t size, bool write, uintptr_t caller)
{
	if (!heap_allows(&process->heap, address, size))
		look_into_heap(process, address, size, write, caller);
}

/* The same of a stack where nobody's variables are any more. */
static void look_at_stacks(struct process *process, uintptr_t address, size_t size, bool write, struct caller caller)
{
	const struct holding *own = task_self()->outside;
	const char *wrong = NULL;

	if (own && own->glances && !holding_is_lasting(own, address))
		wrong = frames_access(process, address, size, caller.frames);
	if (wrong)
		fail_access(wrong, size, write, caller.address);
}

/*
 * What a task does on its own stack is passed over until another has been seen there: most of it is nobody else's. True
 * when nobody was seen at the address; `*size` becomes how many bytes that is said of.
 */
static bool is_passed(const struct task *self, const struct process *process, uintptr_t address, size_t *size)
{
	return touch_is_on_stack(self, address) && shared_passes(process->variant->shared, PASSED_STACK, address, size);
}

/* Who the task is, when the order of its accesses is worth telling; false when it is not. */
static bool is_told(const struct task *self, struct toucher *who)
{
	const struct holding *own = self->outside;

	if (!own || !own->glances || holding_is_ordered(own, self))
		return false;           /* on real threads nothing is checked: it would serialise them */
	*who = (struct toucher){ self->id, own->epoch, own->print, own->held, own->lost ? 0 : own->n };
	return true;
}

/* What an access does, of ATOM_PLAIN_... */
static int kind_of(bool write)
{
	return write ? ATOM_PLAIN_STORE : ATOM_PLAIN_LOAD;
}

/* Who looks for races is told of it, and nobody else. */
static void tell(const struct task *self, struct extent span, int kind, const char *here)
{
	const struct event event = {
		.kind = kind == ATOM_PLAIN_LOAD ? EV_CELL_LOAD : kind == ATOM_PLAIN_STORE ? EV_CELL_STORE : EV_CELL_FREE,
		.task = self->id, .object = NO_OBJECT, .peer = NO_TASK, .here = here,
	};

	if (self->run->witness)
		self->run->witness->tell(self->run->witness, self->run, &event, span);
}

void touch_come_to(struct process *process, const struct watched *place, struct extent span, int kind, const char *here)
{
	switch (run_memory(task_self()->run)) {
	case MEMORY_STEPS:
		atom_touch(atom_at(process, place, "memory"), span, kind, here);
		break;
	case MEMORY_RACES:
		tell(task_self(), span, kind, here);
		break;
	case MEMORY_OFF:
		break;
	}
}

/*
 * Others may move before the access; what is wrong with it is told when it is made. All accesses are noted, those that are
 * wrong too: they show who shares what.
 */
static void make_access(struct process *process, const struct watched *place, uintptr_t address, size_t size, bool write,
                        struct caller caller)
{
	if (place)
		touch_come_to(process, place, (struct extent){ address, size }, kind_of(write), process_line(caller.address));
	look_at_heap(process, address, size, write, caller.address);
	look_at_stacks(process, address, size, write, caller);
}

/* A read that is no operation, but is made again and again: it becomes one. */
static void make_operation(struct process *process, const struct toucher *who, uintptr_t address, size_t size,
                           struct caller caller)
{
	struct watched place = { address, address + size };

	shared_touch(process->variant->shared, who, address, size, TOUCH_SPINNING, &place);
	atom_touch(atom_at(process, &place, "memory"), (struct extent){ address, size }, ATOM_PLAIN_LOAD,
	           process_line(caller.address));
}

/* In a run by turns: others may be let move before. `again`: it is a read that repeats. */
static __attribute__((noinline)) void touch_by_turns(struct task *self, uintptr_t address, size_t size, bool write, bool again,
                                                     struct caller caller)
{
	struct holding *own = self->outside;
	struct process *process = own->process;
	struct toucher who = { .thread = 0 };
	struct watched place;
	size_t passed = size;
	bool watched, stepped;

	watched = is_told(self, &who) && !(is_passed(self, process, address, &passed) && passed == size) &&
	          shared_touch(process->variant->shared, &who, address, size, write ? TOUCH_WRITE : TOUCH_READ, &place);
	stepped = watched && run_memory(self->run) == MEMORY_STEPS;
	if ((stepped || again) && caller.frames)
		note_frame(own, caller.address, caller.frame);
	if (again && !stepped)
		make_operation(process, &who, address, size, caller);
	make_access(process, watched ? &place : NULL, address, size, write, caller);
	if (again || (stepped && !write))
		spin_read(own, again);
	if (!holding_is_lasting(own, address) && frames_are_others(process, address))
		*glance_at(own->glances, address) = (struct glance){ 0, 0 };    /* it may be gone the next time */
}

void touch_here(uintptr_t address, size_t size, bool write, uintptr_t code, uintptr_t frames, uintptr_t frame)
{
	const struct caller caller = { code, frames, frame };
	struct task *self = task_self();
	struct holding *own = self->outside;

	cancel_strike(caller.address);
	if (own->glances) {
		bool again = spin_repeats(own, address, write, caller);

		clean_below();
		touch_by_turns(self, address, size, write, again, caller);
		return;
	}
	if (caller.frames)
		note_frame(own, caller.address, caller.frame);
	look_at_heap(own->process, address, size, write, caller.address);
}

void touch(uintptr_t address, size_t size, bool write, uintptr_t caller)
{
	if (task_self() && task_self()->outside)
		touch_here(address, size, write, caller, 0, 0);
}

bool touch_atomically(uintptr_t address, size_t size, bool write, struct atom **atom)
{
	struct task *self = task_self();
	struct process *process = process_self();
	struct toucher who;
	struct watched place = { address, address + size };
	bool told = is_told(self, &who);

	if (self->run->turn && !told)
		return false;
	if (told)
		shared_touch(process->variant->shared, &who, address, size, (write ? TOUCH_WRITE : TOUCH_READ) | TOUCH_ATOMIC,
		             &place);
	*atom = atom_at(process, &place, "memory");
	return true;
}

void touch_made(uintptr_t address, size_t size, bool write, uintptr_t caller)
{
	look_at_heap(process_self(), address, size, write, caller);
	look_at_stacks(process_self(), address, size, write, (struct caller){ .address = caller });
}

bool touch_is_watched(struct process *process, uintptr_t address, size_t *size, bool write, struct watched *place)
{
	const struct task *self = task_self();
	struct toucher who;

	return is_told(self, &who) && !is_passed(self, process, address, size) &&
	       shared_touch_some(process->variant->shared, &who, address, size, write, place);
}

size_t touch_some(const void *bytes, size_t size, bool write, uintptr_t caller)
{
	struct task *self = task_self();
	struct process *process = self ? variant_process(self->run) : NULL;
	uintptr_t address = (uintptr_t)bytes;
	struct watched place;
	bool watched;

	if (!process || !size)
		return size;
	watched = touch_is_watched(process, address, &size, write, &place);
	make_access(process, watched ? &place : NULL, address, size, write, (struct caller){ .address = caller });
	return size;
}

/* Is the mark of what stands there watched? */
static bool is_mark_watched(struct process *process, const void *address, bool write, struct watched *place)
{
	struct toucher who;

	return is_told(task_self(), &who) &&
	       shared_touch(process->variant->shared, &who, (uintptr_t)address, MARK_BYTES, write ? TOUCH_WRITE : TOUCH_READ, place);
}

static struct extent mark_at(const void *address)
{
	return (struct extent){ (uintptr_t)address, MARK_BYTES };
}

size_t touch_to_free(const void *address, size_t size, uintptr_t caller)
{
	struct process *process = process_self();
	struct watched place;

	if (!is_mark_watched(process, address, true, &place))
		return 0;
	if (size > place.to - (uintptr_t)address)
		size = place.to - (uintptr_t)address;
	if (size < MARK_BYTES)
		size = MARK_BYTES;
	touch_come_to(process, &place, (struct extent){ (uintptr_t)address, size }, ATOM_PLAIN_FREE, process_line(caller));
	return size;
}

void touch_object(const void *address, size_t size, const char *word, const char *here)
{
	struct process *process = process_self();
	struct watched place;
	const char *wrong;

	if (is_mark_watched(process, address, false, &place))
		touch_come_to(process, &place, mark_at(address), ATOM_PLAIN_LOAD, here);
	wrong = heap_access(image_heap(process->variant->image), (uintptr_t)address, size);
	wrong = wrong ? whose_fault(process, wrong, (uintptr_t)address) : NULL;
	if (!wrong && task_self()->run->turn)
		wrong = frames_access(process, (uintptr_t)address, size, 0);
	if (wrong)
		run_fail(task_self(), VERDICT_PANIC, NULL, "use", here, "it uses %zu byte%s %s, as a %s", size,
		         text_s((long)size), wrong, word);
}

/* The number itself is nothing to the person: no variable of the program has it. */
static struct atom *inside_at(struct process *process, const struct watched *place, const char *word)
{
	void *address = (void *)place->from;
	struct standing *found = standing_find(process, address, true);
	struct atom *atom;

	if (found)
		return (struct atom *)found->object;
	atom = atom_over(address, (int)(place->to - place->from), false, word);
	atom_lose(atom);
	standing_put(process, address, SORT_VARIABLE, (struct object *)atom);
	return atom;
}

void touch_inside(int inside, bool write, const char *here)
{
	static const char *const words[] = { [INSIDE_KEYS] = "keys", [INSIDE_AT_EXIT] = "exit-list",
	                                     [INSIDE_INPUT] = "stdin", [INSIDE_THREADS] = "threads",
	                                     [INSIDE_NAMES] = "names", [INSIDE_PRINTED] = "output" };
	struct process *process = process_self();
	uint64_t *number = &process->inside[inside];
	struct atom_access access = { .address = number, .size = sizeof *number, .order = ATOM_SEQ_CST };
	struct watched place;
	struct toucher who;

	if (is_told(task_self(), &who) &&
	    shared_touch(process->variant->shared, &who, (uintptr_t)number, sizeof *number,
	                 (write ? TOUCH_WRITE : TOUCH_READ) | TOUCH_INSIDE, &place))
		atom_perform(inside_at(process, &place, words[inside]), write ? ATOM_USE : ATOM_LOAD, &access, here);
}

size_t touch_text(const char *text, uintptr_t caller)
{
	size_t most = 8 - (uintptr_t)text % 8, n;

	crash_try(text);
	n = strnlen(text, most);
	return touch_some(text, n < most ? n + 1 : most, false, caller);
}

void touch_all(const void *address, size_t size, bool write, uintptr_t caller)
{
	for (size_t at = 0; at < size;)
		at += touch_some((const char *)address + at, size - at, write, caller);
}

size_t touch_whole_text(const char *text, uintptr_t caller)
{
	const char *at = text;
	size_t n, end;

	do {
		n = touch_text(at, caller);
		end = strnlen(at, n);
		at += end;
	} while (end == n);
	return (size_t)(at - text);
}
