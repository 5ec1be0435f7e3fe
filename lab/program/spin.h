/*
 * spin.h - threads that compute without an operation, for long or for ever.
 *
 * By turns a thread moves alone from one operation to the next. If it waits for another by reading plain memory that
 * nobody has told the lab is shared, the other would never move. Two ways out of that:
 *   A thread that comes to the same read again, its own variables as they were, having written nothing since, does the
 *   same again and again until somebody else moves. Its read becomes an operation; and an operation that it is already
 *   is no progress.
 *   The compiler calls the lab in every piece of code without a jump. After very many of them without an operation a
 *   thread rests for one, so that others move; and when it has rested so often while nobody else moved that there is no
 *   hope, the run is stalled. In a loop without end that does nothing (empty_loop.h) it waits for ever.
 * Both depend on nothing but what the thread itself has done, so a schedule that is made again has the same operations.
 * When it rests a thread also looks up: whether the run is to end where it is (run_look_up()).
 */
#ifndef LAB_PROGRAM_SPIN_H
#define LAB_PROGRAM_SPIN_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/program/process.h"
#include "lab/program/touch.h"

enum { FIRST_LOOK = 64 };

static inline void spin_begin(struct spin *spin)
{
	spin->reads = 0;
	spin->look_at = FIRST_LOOK;
	spin->address = 0;
	spin->tries = 0;
}

/* So many events a task has recorded. */
static inline long spin_events(const struct task *task)
{
	return atomic_load_explicit(&task->log.count, memory_order_relaxed);
}

/* The calling thread is about to make an access: is it a read that it has made in the very same way before? */
bool spin_repeats(struct holding *, uintptr_t address, bool write, struct caller);

/* Is it told from the first that it is not? False: nothing is told, ask spin_repeats(). */
static inline bool spin_passes(struct spin *spin, const struct task *self, uintptr_t address, bool write)
{
	if (spin->events != spin_events(self))
		return false;
	if (write && (uintptr_t)self->stack - address <= self->stack_size)
		return false;           /* to its own variables, maybe */
	if (!write && (spin->reads + 1 >= spin->look_at || address == spin->address))
		return false;
	if (write)
		spin_begin(spin);
	else
		spin->reads++;
	return true;
}

/* The read was an operation. `repeats`: as above, so it is no progress. */
void spin_read(struct holding *, bool repeats);

/* The calling thread has printed something: that takes time, and may be an event, but lets nobody move. */
void spin_printed(bool event);

#endif
