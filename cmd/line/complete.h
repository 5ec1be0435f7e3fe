/*
 * complete.h - what could come next on a line: derived from the commands, the patterns and their settings.
 */
#ifndef CMD_COMPLETE_H
#define CMD_COMPLETE_H

#include <stddef.h>

#include "cmd/session/candidates.h"
#include "cmd/session/session.h"

/* The words that could stand where `word` begins, after the text `before` on the same line. All begin with `word`. */
void complete(const struct session *, const char *before, const char *word, struct candidates *);

/*
 * What could be typed after `line`, for a dim hint: `accept` bytes of it may be taken over as they are (the rest of a
 * name), what follows is for the eye only.
 */
void hint(const struct session *, const char *line, struct buf *, size_t *accept);

#endif
