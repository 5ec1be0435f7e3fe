/*
 * comment.h - lines of a comment that are wider than the screen: what does not fit goes on in the next line of the same
 * paragraph, and not in a line of its own.
 */
#ifndef CMD_COMMENT_H
#define CMD_COMMENT_H

#include <stdbool.h>

#include "cmd/source/code.h"
#include "lab/base/buf.h"

/*
 * Append line `line`, with a newline, laid out for `width`: first the words that the line before has left in `rest`, then its
 * own. What does not fit is left in `rest` where `next` (NULL: none) goes on with the paragraph, else it stands below. False
 * for what is no line of a comment, or fits as it is; then nothing is appended, and `rest` is empty.
 */
bool comment_flow(struct buf *out, const struct code_line *line, const struct code_line *next, struct buf *rest, int width);

#endif
