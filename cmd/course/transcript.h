/*
 * transcript.h - a session written down: commands, what they said, and their exit status.
 *
 *     conclab> run channel cap=3
 *     ok  after [..] events
 *     ...
 *     conclab> run channel mode=self
 *     deadlock [..]
 *     ...
 *     [1]
 *
 * A line that starts with the prompt is a command; the lines up to the next one are what it is expected to
 * say. A line `...` stands for any number of lines, `[..]` for any text within a line, and nothing else is
 * special: but for blanks in front of a `[..]` at the beginning of a line, where numbers stand under each other
 * at their right. A last line `[n]` is the exit status; without it the status is 0. Blanks at the end of a line do
 * not count.
 */
#ifndef CMD_TRANSCRIPT_H
#define CMD_TRANSCRIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "lab/base/arena.h"
#include "lab/base/buf.h"

#define TRANSCRIPT_PROMPT "conclab> "

/* One command and its answer. The texts lie in the arena they were parsed into. */
struct exchange {
	const char *command;    /* without the prompt */
	const char *expected;   /* whole lines, "" for none; the status line is not among them */
	int         status;
	int         line;       /* of the command, counted from 1 in the file */
	int         n_lines;    /* the command's line, the expected ones and the status line */
};

struct transcript {
	int              n;
	struct exchange *exchanges;
};

/*
 * Parse the inside of a fence, which begins at line `line` of its file. False, with a sentence that names
 * the line in `error`, when text stands before the first command or a command is empty.
 */
bool transcript_parse(struct transcript *, struct arena *, const char *text, size_t length, int line,
                      struct buf *error);

/* Whether `actual` is what `expected` allows. Both are whole lines; the last newline may be missing. */
bool transcript_match(const char *expected, const char *actual);

/* How many expected lines are not spelled out: `...` lines, lines with a `[..]`. `lines` counts them all. */
int transcript_elided(const char *expected, int *lines);

/*
 * Compare, line by line, keeping as many expected lines as can be. `diff` (may be NULL) gets the lines of a
 * unified diff hunk without its head: ' ', '-' or '+' before each; `corrected` (may be NULL) the expected
 * text with the changes made, its elisions kept where they still hold. Returns how many lines differ.
 */
int transcript_compare(const char *expected, const char *actual, struct buf *diff, struct buf *corrected);

#endif
