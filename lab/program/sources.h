/*
 * sources.h - the files that a program is made of: what stands where a pattern's name is expected, read.
 *
 * "./prog.c" is one file, "./a.c,./b.c" are two, "./dir/" all .c files in a directory, by name.
 *
 * Invariants
 *   There is at least one, and each is a text: it holds no zero byte.
 *   All of it is bounded: what has no end is refused.
 */
#ifndef LAB_PROGRAM_SOURCES_H
#define LAB_PROGRAM_SOURCES_H

#include <stdbool.h>

#include "lab/base/buf.h"

enum { MOST_SOURCES = 64, MOST_SOURCE_MIB = 8 };

struct source {
	char *path;             /* as a message of the compiler names it */
	char *text;
};

struct sources {
	int           n;
	struct source at[MOST_SOURCES];         /* owned */
};

/* Read them. False, with nothing kept and the reason in `why`, a sentence without full stop, when that cannot be. */
bool sources_read(struct sources *, const char *word, struct buf *why);
void sources_free(struct sources *);

/* All their texts in one, malloc'ed. */
char *sources_text(const struct sources *);

#endif
