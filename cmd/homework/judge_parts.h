/*
 * judge_parts.h - a check while it is made; between judge.c, which builds and looks at calls, and judge_runs.c, which runs
 * and searches.
 */
#ifndef CMD_JUDGE_PARTS_H
#define CMD_JUDGE_PARTS_H

#include <stdio.h>

#include "cmd/homework/judge.h"
#include "cmd/session/session.h"

/* What is said, and a session to say it in. */
struct judge {
	const struct trial *trial;
	struct session     *session;
	char               *heard;      /* all that the session said; owned */
	enum judged         how;
	struct buf          why, again;
	struct buf          rests;      /* what a proof rests on */
};

/* It is so, and why is not said yet. What a proof rests on stays. */
void judge_find(struct judge *, enum judged);

/* The settings with which the check runs the program: " TELLERS=2"; "" for none. */
const char *judge_settings(const struct trial *);

/* "run ./hw.c FIXED=1 TELLERS=2" */
void judge_add_run(struct buf *line, const struct trial *);

/* From now on, until the stream is closed, what the session says is heard. */
FILE *judge_hear(struct judge *, size_t *length);

/* Run it so often, and search all schedules if that is asked for. */
void judge_runs(struct judge *);

#endif
