/*
 * schedule.h - the answers to all choices of a turn run, as a short text that replays it anywhere.
 *
 *     0 1x3 2.1 0x12 t
 *
 * Each word is a task's id; ".1" says which of its ways it took (0, the first, is left out), "x3" that it did so three
 * times in a row. "t" is the clock going on to the next moment something is due, where it does so as it likes.
 */
#ifndef LAB_TRACE_SCHEDULE_H
#define LAB_TRACE_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/base/buf.h"

/* One move: who, and which of the ways it had. */
struct step {
	int32_t task, index;
};

enum { CLOCK_TASK = -2 };               /* as a step's task: it was the clock's, which has one way */

enum { MAX_SCHEDULE_STEPS = 1000000 };

/* Whose turn it was last after a step of `task`: the clock does not take the turn from anybody. */
static inline int turn_after(int last, int task)
{
	return task == CLOCK_TASK ? last : task;
}

/* How often the turn goes from one task to another. */
int schedule_switches(const struct step *, long n);

/* Is any step the clock's? */
bool schedule_has_clock(const struct step *, long n);

/* Append the text of n steps. */
void schedule_print(struct buf *, const struct step *, long n);

/*
 * Read a text. The steps, malloc'ed and the caller's, and how many in *n; NULL with a sentence in `*error` (malloc'ed)
 * when it is not a schedule. The empty text is one, of no steps.
 */
struct step *schedule_parse(const char *text, long *n, char **error);

#endif
