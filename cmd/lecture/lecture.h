/*
 * lecture.h - a script as something to be shown: captions, what is said, commands, and what only a test looks at.
 *
 *     # deadlock - two transfers, and the bank stands still     the first comment: what it is
 *     # ## Two transfers at once                                a caption, shown large
 *     echo "Ann sends money to Bob."                            said, with no key awaited before
 *     run ./bank.c                                              a command: shown, awaited, run
 *     run ./bank.c expect=deadlock                              what is expected is for the test: not shown
 *     expect verdict == deadlock                                neither is this, while it holds
 *     pause                                                     a key is awaited here, too
 *     # a note for whoever gives the lecture                    not shown
 *
 * It stays a script: `source` and -f execute the same lines and see comments where captions are.
 */
#ifndef CMD_LECTURE_H
#define CMD_LECTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "lab/base/buf.h"

struct session;

enum item_kind {
	ITEM_CAPTION,
	ITEM_SAID,              /* executed as it comes */
	ITEM_QUIET,             /* the same; nobody is told of the line itself */
	ITEM_COMMAND,           /* shown, then a key, then executed */
	ITEM_PAUSE              /* a key, or some seconds */
};

struct item {
	enum item_kind kind;
	int            line;            /* in the file, from 1 */
	char          *text;            /* the line; of a caption its words; owned */
	char          *shown;           /* COMMAND: what the audience sees of it; owned; else NULL */
	double         seconds;         /* PAUSE: so long; below 0 until there is a key */
	struct buf     kept;            /* what came of it, to be shown again */
};

struct lecture {
	char        *name;              /* for complaints: a path; owned */
	char        *about;             /* the first comment, of "name - words" the words; owned; "" for none */
	int          n;
	struct item *items;             /* owned */
};

/* Read `text`, which is copied. Never fails: what is no command is a mistake only when it is executed. */
struct lecture *lecture_read(const char *name, const char *text);
void lecture_free(struct lecture *);

/* Is a key awaited before this item? Also before the end, which is item n. */
bool lecture_stops(const struct lecture *, int item);

/* Does an empty line belong above what this item writes? */
bool lecture_apart(const struct lecture *, int item);

/* The item where what is shown begins when the next to come is `item`: the caption above it, or the first. */
int lecture_slide(const struct lecture *, int item);

/* How many stops there are before this item. */
int lecture_stops_before(const struct lecture *, int item);

#endif
