/*
 * input.h - the contents of file settings: of a file, or of all files below a directory.
 *
 * They are read before the run starts and lie in memory: what happens to the files afterwards changes nothing.
 * So there is a bound, and beyond it nothing is taken at all: half an input would be a lie.
 */
#ifndef LAB_ENGINE_INPUT_H
#define LAB_ENGINE_INPUT_H

#include <stdbool.h>

#include "lab/base/buf.h"
#include "lab/engine/pattern.h"
#include "lab/engine/run.h"

enum { MOST_INPUT_FILES = 10000, MOST_INPUT_MIB = 256 };

struct input {
	struct lab_bytes bytes;         /* what the pattern sees; owned */
	int              n_left_out;    /* files and directories that could not be read */
	struct buf       left_out;      /* the first of them, one a line: "src/key: Permission denied" */
};

/*
 * Read a whole file; or a directory, when `trees`: its regular files and those of the directories below it,
 * sorted by name in each; links below it are not followed. NULL with a sentence in `*error` (malloc'ed, the caller
 * frees it) when it cannot be read, or is too large. input_free() gives it back.
 */
struct input *input_read(const char *path, bool trees, char **error);

void input_free(struct input *);        /* NULL is harmless */

#endif
