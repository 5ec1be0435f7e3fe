/* input.c - see input.h. */
#include "lab/program/input.h"

#include <string.h>

#include "lab/engine/run.h"
#include "lab/program/cancel.h"
#include "lab/program/process.h"
#include "lab/program/touch.h"
#include "lab/program/variant.h"

/* The number: how many bytes were taken; a byte that was put back, and 1; was the end met? */
#define TAKEN_MASK  (((uint64_t)1 << 48) - 1)
#define AGAIN_SHIFT 48
#define AGAIN_MASK  ((uint64_t)0x1ff << AGAIN_SHIFT)
#define MET_END     ((uint64_t)1 << 63)

static uint64_t *begin(bool write, uintptr_t caller)
{
	struct process *process = process_self();
	const struct lab_bytes *bytes = variant_input(task_self()->run);
	const char *here = process_line(caller);

	if (!bytes)
		run_note_dry(task_self()->run, here);
	touch_inside(INSIDE_INPUT, write, here);
	lock_take(&process->making);
	return &process->inside[INSIDE_INPUT];
}

static void end(void)
{
	lock_give(&process_self()->making);
}

/* What is left of it. */
static const char *left(uint64_t state, size_t *n)
{
	const struct lab_bytes *bytes = variant_input(task_self()->run);
	size_t taken = (size_t)(state & TAKEN_MASK);

	*n = bytes && bytes->size > taken ? bytes->size - taken : 0;
	return *n ? (const char *)bytes->data + taken : "";
}

static bool has_again(uint64_t state)
{
	return (state & AGAIN_MASK) != 0;
}

static char again_of(uint64_t state)
{
	return (char)(((state & AGAIN_MASK) >> AGAIN_SHIFT) - 1);
}

static bool is_stop(char byte, int stop)
{
	return (unsigned char)byte == stop;
}

/* Of the bytes that are left: up to `most`, up to and with the first that is `stop`. Did they end before either? */
static bool take_rest(struct portion *taken, uint64_t state, size_t most, int stop)
{
	const char *found;
	size_t n;

	taken->rest = left(state, &n);
	taken->n_rest = n < most ? n : most;
	found = stop == NO_STOP ? NULL : memchr(taken->rest, stop, taken->n_rest);
	if (found)
		taken->n_rest = (size_t)(found - taken->rest) + 1;
	return !found && taken->n_rest < most;
}

/* To read may be a cancellation point. */
static uint64_t *begin_to_read(uintptr_t caller)
{
	cancel_point_maybe(process_line(caller));
	return begin(true, caller);
}

struct portion input_take(size_t most, int stop, uintptr_t caller)
{
	uint64_t *state = begin_to_read(caller);
	struct portion taken = { .again = most > 0 && has_again(*state), .rest = "" };
	bool short_of = false;

	if (taken.again) {
		taken.first = again_of(*state);
		*state &= ~AGAIN_MASK;
	}
	if (!taken.again || !is_stop(taken.first, stop))
		short_of = take_rest(&taken, *state, most - taken.again, stop);
	*state = (*state + taken.n_rest) | (short_of ? MET_END : 0);
	end();
	return taken;
}

/* A byte that was put back, and what is left behind it: in the run's memory. */
static const char *with_again(char first, const char *rest, size_t n)
{
	struct run *run = task_self()->run;
	char *bytes;

	lock_take(&run->lock);
	bytes = arena_alloc(run->arena, n + 1);
	lock_give(&run->lock);
	bytes[0] = first;
	memcpy(bytes + 1, rest, n);
	return bytes;
}

/* What the number becomes when so much of what is left, and of what was put back, has been needed. */
static uint64_t after(uint64_t state, const struct needed *needed)
{
	bool again = has_again(state) && needed->n > 0;

	if (again)
		state &= ~AGAIN_MASK;
	return (state + needed->n - again) | (needed->met_end ? MET_END : 0);
}

/*
 * Nothing is held while they are looked at: that writes to the program's memory, and may crash. On real threads another may
 * have taken some meanwhile: then what was seen is old.
 */
void input_look(struct needed *needed, uintptr_t caller)
{
	uint64_t *state = begin_to_read(caller), before;
	const char *bytes;
	size_t n;

	do {
		before = *state;
		end();
		bytes = left(before, &n);
		if (has_again(before))
			bytes = with_again(again_of(before), bytes, n);
		needed->n = 0;
		needed->use(needed, bytes, n + has_again(before));
		lock_take(&process_self()->making);
	} while (*state != before);
	*state = after(before, needed);
	end();
}

bool input_put_back(unsigned char byte, uintptr_t caller)
{
	uint64_t *state = begin(true, caller);
	bool room = !has_again(*state);

	if (room)
		*state = (*state & ~MET_END) | (uint64_t)(byte + 1) << AGAIN_SHIFT;
	end();
	return room;
}

bool input_ended(uintptr_t caller)
{
	uint64_t *state = begin(false, caller);
	bool ended = (*state & MET_END) != 0;

	end();
	return ended;
}

void input_forget_end(uintptr_t caller)
{
	*begin(true, caller) &= ~MET_END;
	end();
}
