/* touch_ends.c - memory that is given back: of the heap, of a function that returns, of a thread that ends. See touch.h. */
#include <string.h>

#include "lab/engine/run.h"
#include "lab/program/call.h"
#include "lab/program/process.h"
#include "lab/program/touch_parts.h"
#include "lab/program/variant.h"
#include "lab/sync/atom_over.h"

/* A store to what is known to be others' too; the rest is passed over. */
static void give_back(enum passed kind, uintptr_t from, uintptr_t to, uintptr_t caller)
{
	struct process *process = process_self();
	struct watched place;
	size_t some;

	for (uintptr_t at = from; at < to; at += some) {
		some = to - at;
		if (!shared_passes(process->variant->shared, kind, at, &some) && touch_is_watched(process, at, &some, true, &place))
			touch_come_to(process, &place, (struct extent){ at, some }, ATOM_PLAIN_FREE, process_line(caller));
	}
}

void touch_last(const void *bytes, size_t size, uintptr_t caller)
{
	give_back(PASSED_HEAP, (uintptr_t)bytes, (uintptr_t)bytes + size, caller);
}

/* Has nobody touched any of it that would have been noted? */
static bool are_passed(const struct process *process, uintptr_t from, uintptr_t to)
{
	bool passed = true;

	for (size_t some; passed && from < to; from += some) {
		some = to - from;
		passed = shared_passes(process->variant->shared, PASSED_STACK, from, &some);
	}
	return passed;
}

/* A fiber has. The stack of a real thread that has ended is given to the next one, which nothing in the program orders. */
static bool has_stack_of_its_own(const struct task *self)
{
	return self->context != NULL;
}

static bool is_mains(const struct process *process, const struct task *self, uintptr_t code)
{
	const char *function = self->id == 0 ? variant_function(process->variant, code) : NULL;

	return function && !strcmp(function, "main");
}

void touch_frame(struct caller caller)
{
	const struct task *self = task_self();
	const struct process *process = process_self();

	if (!has_stack_of_its_own(self) || process->variant->switches || !touch_is_on_stack(self, caller.frames) || !touch_is_on_stack(self, caller.frame) ||
	    are_passed(process, caller.frames, caller.frame) || is_mains(process, self, caller.address))
		return;
	call_from(caller.address, caller.frame);
	give_back(PASSED_STACK, caller.frames, caller.frame, caller.address);
}

void touch_stack(uintptr_t caller)
{
	const struct task *self = task_self();
	uintptr_t top = (uintptr_t)self->stack;

	if (has_stack_of_its_own(self) && top && !process_self()->variant->switches)
		give_back(PASSED_STACK, top - self->stack_size, top, caller);
}
