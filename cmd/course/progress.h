/*
 * progress.h - what a learner has done, kept between sessions: one line a lesson.
 *
 *     lesson 3 at=4 begun=1 hints=1 done=1 solved=1 answers=b+,7-,skip review=0,2,2
 *     lesson tee at=2 ...
 *     own 5c0ffee5 at=2 begun=1 ...
 *
 * A lesson of the program's own course goes by its number, a side quest by its name. One of another course goes by a
 * digest of the titles, the course's (of its file, where it has none) and the lesson's: so its text may change, it may get
 * another number or other neighbours, and its file may be moved.
 *
 * The line of the lesson that was changed last comes last. How the file is kept: cmd/session/kept.h.
 */
#ifndef CMD_PROGRESS_H
#define CMD_PROGRESS_H

#include <stdbool.h>

#include "cmd/course/lesson.h"

enum { MAX_ANSWERS = 12, ANSWER_LENGTH = 20, LONGEST_KEY = 24, RIGHT_AGAIN = 2 };

/* The answer to one question: what was typed, "" for none yet, "skip" when it was skipped. */
struct answer {
	char text[ANSWER_LENGTH];
	bool right;
	int  due;               /* so many times it has to be answered rightly yet when it is asked again */
};

struct progress {
	char          key[LONGEST_KEY]; /* "lesson 3", "own 5c0ffee5" */
	int           at;               /* the stop to go on from */
	bool          begun;            /* and not ended since */
	int           hints;            /* seen */
	bool          done;             /* played to its end once */
	bool          solved;           /* the goal was reached once */
	bool          skipped;          /* left as a whole, and not played since */
	struct answer answers[MAX_ANSWERS];     /* by question */
};

/* What is known of a lesson; all zero but the key when nothing is. */
struct progress progress_load(const struct course *, const struct lesson *);

/* Which lessons progress_latest() looks at. */
enum latest {
	LATEST,                 /* all */
	LATEST_BEGUN,           /* begun, and not ended since */
	LATEST_NO_QUEST         /* no side quests */
};

/* Of those lessons of this course the one that was played last; NULL when none was. */
const struct lesson *progress_latest(const struct course *, enum latest);

/* Was the question skipped when it was asked last? */
bool progress_skipped(const struct answer *);

/* Was an answer given, and a wrong one? */
bool progress_wrong(const struct answer *);

/* What two lines, of one lesson and here and elsewhere, tell together is kept as one; `line` of many, or alone. */
void progress_merge(const char *key, const char *line);

/* Keep it. */
void progress_save(const struct progress *);

#endif
