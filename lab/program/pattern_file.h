/*
 * pattern_file.h - the pattern in a shared object that was built from a pattern file.
 */
#ifndef LAB_PROGRAM_PATTERN_FILE_H
#define LAB_PROGRAM_PATTERN_FILE_H

#include "lab/base/buf.h"
#include "lab/engine/pattern.h"

/*
 * Load the object, for ever, and find its one pattern, built from the file `path`. NULL, with a sentence without full stop
 * appended to `why`, when there is none, or one that is not well made.
 */
const struct pattern *pattern_open(const char *path, const char *object, struct buf *why);

#endif
