/*
 * files.h - where conclab keeps what it keeps (the XDG base directories), and writing a file whole.
 */
#ifndef CMD_FILES_H
#define CMD_FILES_H

#include <stdbool.h>
#include <stddef.h>

/* $XDG_STATE_HOME/conclab/NAME, else ~/.local/state/conclab/NAME; malloc'ed. NULL when there is no home. */
char *files_state(const char *name);

/* $XDG_CONFIG_HOME/conclab/NAME, else ~/.config/conclab/NAME; malloc'ed. NULL when there is no home. */
char *files_config(const char *name);

/*
 * Replace the file with `bytes`, for its owner's eyes only, making its directories first: written beside and renamed,
 * so there is never half a file. False when it cannot be done; nobody is told.
 */
bool files_replace(const char *path, const char *bytes, size_t length);

/* Can the file be replaced? Makes its directories. When not, errno says why. */
bool files_replaceable(const char *path);

#endif
