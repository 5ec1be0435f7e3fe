/*
 * sources.h - the files that a program is made of: what stands where a pattern's name is expected, read.
 *
 * "./prog.c" is one file, "./a.c,./b.c" are two, "./dir/" all .c files in a directory, by name.
 *
 * Invariants
 *   There is at least one, and each is a text: it holds no zero byte.
 *   All of it is bounded: what has no end is refused.
 */
#ifndef LAB_COMPILE_SOURCES_H
#define LAB_COMPILE_SOURCES_H

#include <stdbool.h>

#include "lab/base/buf.h"

enum { MOST_SOURCES = 64, MOST_HEADERS = 64, MOST_SOURCE_MIB = 8 };

struct source {
	char *path;             /* as a message of the compiler names it */
	char *text;
};

/* What they include that is a part of the program: see headers.h. */
struct header {
	int   folder;           /* the number of the first source that stands in the directory which it is looked for from */
	char *path, *real;      /* as a message of the compiler names it; the same for all that lead to this file */
	char *text;
	bool  changed;          /* the text is not the file's */
};

struct sources {
	int           n, n_headers;
	struct source at[MOST_SOURCES];         /* owned */
	struct header header[MOST_HEADERS];     /* owned */
	bool          too_many_headers;         /* or one that cannot be copied: none is listed */
};

/* Read them, with their headers: see headers.h for `cflags`. False, with nothing kept and the reason in `why`, a sentence without full stop, when that cannot be. */
bool sources_read(struct sources *, const char *word, const char *cflags, struct buf *why);
void sources_free(struct sources *);

void sources_free_headers(struct sources *);

/* Are all files, headers included, the same in both? */
bool sources_are_same(const struct sources *, const struct sources *);

/* All their texts in one, malloc'ed; without headers. The same with them: where settings are looked for. */
char *sources_text(const struct sources *);
char *sources_for_settings(const struct sources *);

/* The text of the lab's own program that this path means where there is no such file; NULL for any other path. */
const char *sources_carried(const char *path);

#endif
