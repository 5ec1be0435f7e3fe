/*
 * transcript_lines.h - texts as lines, for the files of transcript.h only.
 *
 * A line never holds the blanks that stand at its end.
 */
#ifndef CMD_TRANSCRIPT_LINES_H
#define CMD_TRANSCRIPT_LINES_H

#include <stdbool.h>

/* Part of a text, not its owner. */
struct slice {
	const char *start, *end;
};

struct slices {
	int           n;
	struct slice *line;     /* owned */
};

struct slice slice_trimmed(const char *start, const char *end);
bool slice_is(struct slice, const char *text);
bool slice_is_dots(struct slice);       /* the wildcard for lines: `...` */
bool slice_wildcard(const char *p, const char *end);    /* does `[..]` stand at `p`? */

/* The next line of a text: advances `*at`; false at the end. */
bool slice_next(const char **at, const char *end, struct slice *line);

/* All lines of a text; the caller frees `line`. */
struct slices slices_of(const char *text);

/* Does a line with `[..]` in it allow this text? */
bool slice_matches(struct slice pattern, struct slice text);

#endif
