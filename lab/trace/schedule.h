/*
 * schedule.h - the answers to all choices of a turn run, as a short text that replays it anywhere.
 *
 *     0 1x3 2.1 0x12
 *
 * Each word is a task's id; ".1" says which of its ways it took (0, the first, is left out), "x3" that it did so three
 * times in a row.
 */
#ifndef LAB_TRACE_SCHEDULE_H
#define LAB_TRACE_SCHEDULE_H

#include <stdint.h>

#include "lab/base/buf.h"

/* One move: who, and which of the ways it had. */
struct step {
	int32_t task, index;
};

enum { MAX_SCHEDULE_STEPS = 1000000 };

/* Append the text of n steps. */
void schedule_print(struct buf *, const struct step *, long n);

/*
 * Read a text. The steps, malloc'ed and the caller's, and how many in *n; NULL with a sentence in `*error` (malloc'ed)
 * when it is not a schedule. The empty text is one, of no steps.
 */
struct step *schedule_parse(const char *text, long *n, char **error);

#endif
