/*
 * made_from.h - what a shared object in the cache was made from: its name is a digest of what is known before it is
 * built, and beside it stands a list of the headers that the compiler then read.
 */
#ifndef LAB_COMPILE_MADE_FROM_H
#define LAB_COMPILE_MADE_FROM_H

#include <stdbool.h>

#include "lab/base/buf.h"
#include "lab/base/hash.h"

/* Append a digest as text. */
void key_add(struct buf *, struct hash *);

/* Which compiler is it? Its file, found along $PATH, and how long that is and when it was made. */
void hash_compiler(struct hash *, const char *name);

/* Where the lab's headers are, that a pattern sees: written to the cache when they are not there. NULL: there is none. */
char *headers_folder(void);

/* The text of a source file that the lab brings along (calls.h); and all there are. */
const char *brought_text(const char *name);
void hash_brought(struct hash *);

/* "DIR/NAME.c: a.h \ b.h" as make reads it: append each but the first two words as a line "digest path". */
void list_add(struct buf *list, const char *rules);

/* Is the object there, and are the files in its list as they were? */
bool is_fresh(const char *object, const char *list);

#endif
