/*
 * lines.h - reading a script line by line, so that ^C ends the waiting for the next line.
 *
 * Invariant
 *   A signal can come at any time: it is let in only while nothing but waiting is done, and then ends it.
 *   No more than LONGEST_LINE bytes are kept of a line, and a block read ahead: not all input has an end.
 */
#ifndef CMD_LINES_H
#define CMD_LINES_H

#include <stdio.h>
#include <sys/types.h>

#include "lab/base/buf.h"

enum { LONGEST_LINE = 16 << 20 };       /* bytes */

/* Start with { .file = file }; end with lines_free(). What is read ahead is lost to other readers of the file. */
struct lines {
	FILE      *file;
	struct buf ahead;               /* read and not yet given away: from `at` on */
	size_t     at;
	struct buf line;
};

/*
 * The next line, its newline included, valid until the next call, in `*line`. Returns its length; -1 at the end, when an
 * interrupt is pending, and with errno set when the file cannot be read: EFBIG for a line longer than LONGEST_LINE.
 */
ssize_t lines_next(struct lines *, char **line);

void lines_free(struct lines *);

#endif
