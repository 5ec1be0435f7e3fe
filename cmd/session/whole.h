/*
 * whole.h - a file that is written whole or not at all.
 *
 * Invariants
 *   A regular file is written beside its place and renamed when all of it is there: who reads it sees the old one or
 *   the new one. Where its name is a link, what the link leads to is replaced.
 *   A device or a pipe stays what it is, and is written to at once.
 */
#ifndef CMD_WHOLE_H
#define CMD_WHOLE_H

#include <stdbool.h>
#include <stdio.h>

#include "cmd/session/session.h"

struct whole {
	FILE *file;
	char *path, *temporary;         /* owned; temporary is NULL when the file is not replaced */
};

/* Begin to write a file, or to `append` to it. Complains and returns STATUS_SYSTEM when it cannot be made. */
int whole_begin(struct session *, struct whole *, const char *path, bool append);

/* With `keep` the file takes its place, else it is thrown away. Complains where it could not be written; a status. */
int whole_end(struct session *, struct whole *, bool keep);

#endif
