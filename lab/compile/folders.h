/*
 * folders.h - whose a directory is that the compiler looks into.
 */
#ifndef LAB_COMPILE_FOLDERS_H
#define LAB_COMPILE_FOLDERS_H

#include <stdbool.h>
#include <stddef.h>

#include "lab/compile/sources.h"

/* How long the path of the file's directory is, its slash included; 0 for the present one. */
size_t folder_length(const char *path);

/* Is this real path one of something below that directory? */
bool folder_is_below(const char *real, const char *folder);

/*
 * Is it a directory of the person's: named from the present one on, or below it or the place of the sources, or unpacked with a
 * run that was loaded?
 */
bool folder_is_own(const char *folder, const struct sources *);

#endif
