/*
 * kept.h - what a person has done, kept between sessions: a text file with a line for each thing that is kept, which
 * begins with its key.
 *
 *     lesson 3 at=4 begun=1 ...
 *     quiz level=3 asked=12 ...
 *     challenge deadlock dining seats=3 : steps=5 of=3
 *
 * Invariants
 *   The line that was changed last comes last.
 *   The file is read again before it is written and replaced as a whole: two sessions at a time lose
 *   nothing but what both changed, and there is never half a file. Lines that are not understood are kept.
 *   No home, or one that cannot be written to, is no error: then what is kept lasts as long as the session.
 */
#ifndef CMD_KEPT_H
#define CMD_KEPT_H

#include <stdbool.h>

#include "lab/base/buf.h"

/* Append all lines; nothing when there are none. False: the file is none that can be read. */
bool kept_lines(struct buf *lines);

/* Can the file be read, or is there none? Else append why not, a sentence without full stop. */
bool kept_readable(struct buf *why);

/* Does the line, of many or alone, begin with this key? */
bool kept_is_about(const char *line, const char *key);

/* The line after this one, "" after the last. */
const char *kept_next(const char *line);

/* Put `line`, without its newline, in place of those with this key. A file that cannot be read is left as it is. */
void kept_replace(const char *key, const char *line);

#endif
