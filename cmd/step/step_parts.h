/*
 * step_parts.h - which tasks of a stepped run stand in a line that is more than one step, and how far they are in it.
 *
 * The source says what the parts are (line_parts.h), the trace which of them the task has done this time. Where the two do
 * not agree, or events are missing, nothing is said.
 */
#ifndef CMD_STEP_PARTS_H
#define CMD_STEP_PARTS_H

#include "cmd/step/line_parts.h"
#include "lab/base/arena.h"
#include "lab/base/buf.h"
#include "lab/base/json.h"
#include "lab/search/stepper.h"
#include "lab/view/view.h"

enum { MOST_PASSAGES = 32 };

/* Lines of the source; every task in them points at the same. */
struct passage {
	const char  *here;              /* of some operation in it */
	const char  *source;            /* the whole file's text */
	struct line_parts parts;
	bool         lit;               /* a task has done a part, or the next to move is about to do the first */
};

/* How far a task is. */
struct inside {
	struct passage     *passage;    /* NULL: it is in no such line */
	int                 done;       /* so many of the parts, the first ones */
	const struct event *did[MOST_PARTS];
};

struct passages {
	struct inside *tasks;           /* by id */
	int            n;
	struct passage of[MOST_PASSAGES];
};

/* Of the position, as long as that is valid; in the arena. */
struct passages *step_parts(const struct position *, struct arena *);

/* ": part 2 of 2, after load counter = 2 (3 by now)" behind what the task is about to do; nothing when it is in none. */
void step_part_words(struct buf *, const struct position *, const struct passages *, int task);

/* The lines that are lit, and their parts, numbered; at most `most` lines in all. */
void step_passages(struct buf *, const struct passages *, const struct look *, int most);

/* The array "parts" of a task: each with its state, "done", "next" or "then". */
void step_parts_json(struct json *, const struct position *, const struct passages *, int task);

#endif
