/* frames.c - see frames.h. */
#include "lab/program/frames.h"

#include <stdarg.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/compile/debug.h"
#include "lab/engine/run.h"
#include "lab/program/memory.h"
#include "lab/program/process.h"
#include "lab/program/variant.h"
#include "lab/sync/services.h"

/* A text of the run's. */
__attribute__((format(printf, 1, 2))) static const char *phrase(const char *format, ...)
{
	struct buf text = { 0 };
	char *kept;
	va_list args;

	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	kept = lab_alloc(text.length + 1);
	memcpy(kept, buf_text(&text), text.length + 1);
	buf_free(&text);
	return kept;
}

static bool is_on(const struct task *task, uintptr_t address)
{
	uintptr_t top = (uintptr_t)task->stack;

	return top && address < top && address >= top - task->stack_size;
}

/* Whose stack it is on; NULL for nobody's. One who has ended has it only where it is nobody else's by now. */
static const struct task *owner_of(const struct process *process, uintptr_t address)
{
	const struct task *ended = NULL;

	for (int i = 0; i < process->threads_room; i++) {
		const struct task *task = process->threads[i] ? process->threads[i]->task : NULL;

		if (!task || !is_on(task, address))
			continue;
		if (!task->ended)
			return task;
		ended = task;
	}
	return ended;
}

/* Of a stack, where a sanitizer that we are built with keeps what it does not want to be read. */
__attribute__((no_sanitize("address"), no_sanitize("thread"), noinline)) static uintptr_t word_at(uintptr_t address)
{
	return *(const volatile uintptr_t *)address;
}

/*
 * From where on a task that stands may have variables: above the word where its innermost function goes on. Who was called has
 * pushed that, and then the pointer of that function's frame. Should there be several such pairs, the lowest: the others are left
 * from before, in what a variable has and never wrote to. 0: not known.
 */
static uintptr_t lowest_of(const struct process *process, const struct task *task)
{
	const struct holding *own = process->threads[task->id]->holding;
	uintptr_t at = (uintptr_t)task->context;

	if (!is_on(task, at) || !is_on(task, own->frame))
		return 0;
	for (; at + 2 * sizeof at <= own->frame; at += sizeof at)
		if (word_at(at) == own->frame && word_at(at + sizeof at) == own->code)
			return at + 2 * sizeof at;
	return 0;
}

bool frames_are_others(const struct process *process, uintptr_t address)
{
	const struct task *self = task_self();

	return !is_on(self, address) && owner_of(process, address);
}

/* ", where start() had n": whose variable that was last; "" where it is not known. */
static const char *left_there(struct process *process, const struct task *owner, uintptr_t address, size_t size)
{
	const struct calls *calls = process->threads[owner->id]->holding->calls;
	struct variant *variant = process->variant;
	const char *name = NULL, *function = NULL;

	lock_take(&variant->lock);
	for (unsigned back = 1; calls && !name && back <= calls->n && back <= MOST_CALLS; back++) {
		const struct frame *frame = &calls->at[(calls->n - back) % MOST_CALLS];

		name = debug_left(variant->debug, frame, address, size);
		function = name ? debug_frame_function(variant->debug, frame) : NULL;
	}
	lock_give(&variant->lock);
	return function ? phrase(", where %s() had %s", function, name) : "";
}

const char *frames_access(struct process *process, uintptr_t address, size_t size, uintptr_t frames)
{
	const struct task *self = task_self(), *owner;

	if (process->variant->switches)
		return NULL;
	if (is_on(self, address))
		return address < frames && is_on(self, frames) ?
		       phrase("of a function that has returned%s", left_there(process, self, address, size)) : NULL;
	owner = owner_of(process, address);
	if (!owner || (owner->ended && owner->id == 0))
		return NULL;            /* main's is there as long as the program is */
	if (owner->ended)
		return phrase("on the stack of %s, which has ended%s", owner->object.name,
		                left_there(process, owner, address, size));
	return address < lowest_of(process, owner) ?
	       phrase("of a function of %s's that has returned%s", owner->object.name,
	                left_there(process, owner, address, size)) : NULL;
}
