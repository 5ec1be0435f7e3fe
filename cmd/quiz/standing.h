/*
 * standing.h - how a person does in the quiz, kept beside the progress of lessons (cmd/session/kept.h).
 *
 *     quiz level=3 asked=12 right=9 row=1
 */
#ifndef CMD_STANDING_H
#define CMD_STANDING_H

#include <stdbool.h>

#include "lab/base/buf.h"

struct standing {
	int  level;             /* of the next question, 0 .. HARDEST */
	long asked, right;      /* ever */
	int  row;               /* right answers since the level changed, or since a wrong one */
};

/* All zero where nothing is kept. False: what is kept cannot be read; then append why, a sentence without full stop. */
bool standing_load(struct standing *, struct buf *why);
void standing_save(const struct standing *);

/*
 * An answer has come. Two right ones in a row make it harder, a wrong one easier: so about seven of ten come right
 * (Levitt, "Transformed up-down methods in psychoacoustics", 1971).
 */
void standing_count(struct standing *, bool right);

#endif
