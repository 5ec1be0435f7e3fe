/*
 * headers.h - a program's own headers: what its files include with "...", found beside the file that includes it or below,
 * or beside the source.
 */
#ifndef LAB_PROGRAM_HEADERS_H
#define LAB_PROGRAM_HEADERS_H

#include "lab/base/buf.h"
#include "lab/program/sources.h"

/*
 * Read them, those that they include, too. Which directives count is not looked at; a header that is not found there is
 * somebody else's. None are kept when there are too many, or one is named with "..": then nothing can be said of them all.
 */
void headers_find(struct sources *);

/* The text in which the settings of a header are looked for: without what only guards it from being included twice. */
void header_for_settings(struct buf *, const struct header *);

/* "DIR/x.0.h", where copies of headers beside that source stand while it is built at "DIR/x"; malloc'ed. */
char *headers_folder_of(const char *place, int folder);

/* Where the headers of this source are listed: the number of the first source in the same directory. */
int headers_folder_number(const struct sources *, int source);

/* Has any of them another text than its file? */
bool headers_changed(const struct sources *);

/* Write copies of all, with their texts. False with errno when that cannot be. */
bool headers_write(const struct sources *, const char *place);

#endif
