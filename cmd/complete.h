/*
 * complete.h - what could come next on a line: derived from the commands, the patterns and their settings.
 */
#ifndef CMD_COMPLETE_H
#define CMD_COMPLETE_H

#include <stddef.h>

#include "cmd/session.h"

/* One possible word, and what it would mean. */
struct candidate {
	char *text, *note;      /* owned; note is NULL for none */
};

struct candidates {
	int               n, room;
	struct candidate *at;
	char              append;       /* what to put after a single one: ' ', or 0 when more belongs to the word */
};

/* For a command's own completer: what it offers, as far as it begins with what is typed. */
struct offers {
	struct candidates *all;
	const char        *word;
};

void offer(struct offers *, const char *text, const char *note);
void offer_patterns(struct offers *);
void offer_settings(struct offers *, const struct pattern *);   /* `pattern` may be NULL: those of every run */

/* The words that could stand where `word` begins, after the text `before` on the same line. All begin with `word`. */
void complete(const struct session *, const char *before, const char *word, struct candidates *);
void candidates_free(struct candidates *);

/*
 * What could be typed after `line`, for a dim hint: `accept` bytes of it may be taken over as they are (the rest of a
 * name), what follows is for the eye only.
 */
void hint(const struct session *, const char *line, struct buf *, size_t *accept);

#endif
