/*
 * headers.h - a program's own headers: what its files include, found where the compiler finds it: beside the file that
 * includes it, by a path from there, beside the source, or in a directory of the person's that -I or -iquote names.
 */
#ifndef LAB_COMPILE_HEADERS_H
#define LAB_COMPILE_HEADERS_H

#include "lab/base/buf.h"
#include "lab/compile/sources.h"

/* In the cache: there the files are unpacked that a saved run carries. */
#define RUNS_FOLDER "runs"

/*
 * Read them, those that they include, too; `cflags` as the program's (may be NULL). Which directives count is not looked at; a
 * header that is not found so, or is the system's, is somebody else's: a directory of -I is the person's when it is named from
 * the present one on, or as folder_is_own() has it. None are kept when there are too many, or one cannot be copied:
 * then nothing can be said of them all.
 */
void headers_find(struct sources *, const char *cflags);

/* The text in which the settings of a header are looked for: without what only guards it from being included twice. */
void header_for_settings(struct buf *, const struct header *);

/* Is it listed before, for the sources of another directory? */
bool header_is_again(const struct sources *, int i);

/* Has any of them another text than its file? */
bool headers_changed(const struct sources *);

/*
 * For a program that is built at "DIR/x": write copies of all, with their texts, beside that; false with errno when that cannot
 * be. And append a source's text so that it, and they, include these copies.
 */
bool headers_write(const struct sources *, const char *cflags, const char *place);
void headers_redirect(struct buf *, const struct sources *, int source, const char *cflags, const char *place);

#endif
