/*
 * break_line.h - a break at a line of the source: `break queue.c:21`, `break :21`, `break 21`.
 */
#ifndef CMD_BREAK_LINE_H
#define CMD_BREAK_LINE_H

#include "cmd/step/stepping.h"

/* Is it meant as a line, not as an event? */
bool is_line_typed(const char *typed);

/*
 * The line as its steps name it, "queue.c:21", the caller's to free. NULL with a complaint, and its status in `*status`, where
 * there is no such line or file, or it is not known which of several files.
 */
char *line_typed(struct session *, const struct stepping *, const char *typed, int *status);

/* Is this step, which comes next, or the partner's at that line? */
bool is_at_line(const struct run *, const struct way *, const char *place);

/*
 * The run is over: append which of the lines to break at no step has come to, as a sentence without full stop, and where the next
 * line is that one has. Nothing where all were reached, or that is not known.
 */
void lines_unreached(struct buf *, const struct stepping *, const struct position *);

#endif
