/*
 * grade.h - a homework's checks on one program, and its marks.
 */
#ifndef CMD_GRADE_H
#define CMD_GRADE_H

#include <stdbool.h>

#include "cmd/course/lesson.h"
#include "cmd/homework/cage.h"
#include "cmd/homework/judge.h"
#include "cmd/homework/submissions.h"

/* What came of one check. */
struct mark {
	const struct grade *grade;
	enum judged         how;
	char               *why;        /* a sentence without full stop, perhaps of several lines; owned */
	char               *again;      /* "explore ./hw.c TELLERS=2": what shows it; "" for nothing; owned */
	char               *rests;      /* what a proof rests on, that holds by the clock alone: "sleeps (hw.c:25)"; ""; owned */
};

struct marks {
	int          n;
	struct mark *at;                /* in the order of the homework; owned */
	int          got, of;
	bool         stopped;           /* by ^C: what is there means nothing */
};

struct bounds {
	int seconds;                    /* of processor time, a check */
	int memory_mib;
	int held;                       /* what held in every process so far: a set of enum confined */
};

/* Begin bounds: find out what holds here, by a process that does nothing. */
void bounds_probe(struct bounds *);

/* False with why not, when the system has no place for it. */
bool grade(struct marks *, const struct homework *, const struct submission *, struct bounds *, struct buf *why);
void marks_free(struct marks *);

#endif
