/*
 * files.h - where conclab keeps what it keeps (the XDG base directories), and writing a file whole.
 */
#ifndef LAB_BASE_FILES_H
#define LAB_BASE_FILES_H

#include <stdbool.h>
#include <stddef.h>

/* $XDG_STATE_HOME/conclab/NAME, else ~/.local/state/conclab/NAME; malloc'ed. NULL when there is no home. */
char *files_state(const char *name);

/* $XDG_CONFIG_HOME/conclab/NAME, else ~/.config/conclab/NAME; malloc'ed. NULL when there is no home. */
char *files_config(const char *name);

/* $XDG_CACHE_HOME/conclab/NAME, else ~/.cache/conclab/NAME; malloc'ed. NULL when there is no home. */
char *files_cache(const char *name);

enum { MOST_KEPT_MIB = 16 };

/*
 * The contents of files_state(name), malloc'ed; "" where there is no such file, or no home. NULL with errno set for one
 * that cannot be read, or is larger than anything that was kept there: it is not to be replaced.
 */
char *files_kept(const char *name);

/* Make the directories in which the file stands, as far as they are not there. */
void files_make_directories(const char *path);

/* The whole contents, malloc'ed and with a '\0' behind; NULL with errno set when it cannot be read. */
char *files_read(const char *path, size_t *length);

/* The same of a file that is to hold no more than `most` bytes; errno is EFBIG when it holds more. */
char *files_read_most(const char *path, size_t most, size_t *length);

/*
 * Replace the file with `bytes`, for its owner's eyes only, making its directories first: written beside and renamed,
 * so there is never half a file. False when it cannot be done; nobody is told.
 */
bool files_replace(const char *path, const char *bytes, size_t length);

/* Can the file be replaced? Makes its directories. When not, errno says why. */
bool files_replaceable(const char *path);

#endif
