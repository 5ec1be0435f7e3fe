/*
 * touch_parts.h - for touch.c, where memory is read and written, and touch_ends.c, where it is given back.
 */
#ifndef LAB_PROGRAM_TOUCH_PARTS_H
#define LAB_PROGRAM_TOUCH_PARTS_H

#include "lab/engine/access.h"
#include "lab/engine/run.h"
#include "lab/program/process.h"
#include "lab/program/touch.h"

/* On the calling task's own. */
static inline bool touch_is_on_stack(const struct task *self, uintptr_t address)
{
	uintptr_t top = (uintptr_t)self->stack;

	return top && address < top && address >= top - self->stack_size;
}

/* Is it an access to a place that is watched? `*size` becomes how many bytes that is said of. */
bool touch_is_watched(struct process *, uintptr_t address, size_t *size, bool write, struct watched *place);

/* Such an access, of ATOM_PLAIN_..., is about to be made: a step, or not. */
void touch_come_to(struct process *, const struct watched *place, struct extent span, int kind, const char *here);

#endif
