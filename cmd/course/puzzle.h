/*
 * puzzle.h - lines that were put in order are judged by what they do: the program with them in it is built, and every
 * schedule of it is looked at. Any order that comes to the goal in all of them is right.
 */
#ifndef CMD_PUZZLE_H
#define CMD_PUZZLE_H

#include <stdbool.h>

#include "cmd/course/lesson.h"
#include "lab/base/buf.h"

/*
 * Append the order that `typed` is, as it is kept ("2 4 3"): numbers of its lines, none twice, apart by blanks or commas,
 * or in one word; `order` may stand before them. False when it is none; then `why`, if not NULL, gets a sentence when it
 * was meant to be one.
 */
bool puzzle_read(const struct puzzle *, const char *typed, struct buf *order, struct buf *why);

/* What an order comes to. */
struct puzzle_end {
	char        *path;              /* of the program that was built; malloc'ed, NULL when none could be written */
	bool         built;
	bool         right;             /* every schedule ends as it is to, and that is proved */
	bool         open;              /* not every schedule could be looked at */
	enum verdict verdict;           /* else: how one of them ends */
	bool         interrupted;       /* by ^C: nothing else is known */
	struct buf   why;               /* not built: why, perhaps several lines */
};

/* Build and explore; to be given back with puzzle_end_free(). */
void puzzle_judge(const struct puzzle *, const char *order, struct puzzle_end *);
void puzzle_end_free(struct puzzle_end *);

#endif
