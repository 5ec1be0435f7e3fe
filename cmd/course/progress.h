/*
 * progress.h - what a learner has done, kept between sessions: one line a lesson.
 *
 *     lesson 3 at=4 begun=1 hints=1 done=1 solved=1 answers=b+,7-,skip
 *
 * Invariants
 *   The line of the lesson that was changed last comes last.
 *   The file is read again before it is written and replaced as a whole: two sessions at a time lose
 *   nothing but what both changed, and there is never half a file. Lines that are not understood are kept.
 *   No home, or one that cannot be written to, is no error: then progress lasts as long as the session.
 */
#ifndef CMD_PROGRESS_H
#define CMD_PROGRESS_H

#include <stdbool.h>

enum { MAX_ANSWERS = 8, ANSWER_LENGTH = 20 };

/* The answer to one question: what was typed, "" for none yet, "skip" when it was skipped. */
struct answer {
	char text[ANSWER_LENGTH];
	bool right;
};

struct progress {
	int           lesson;
	int           at;               /* the stop to go on from */
	bool          begun;            /* and not ended since */
	int           hints;            /* seen */
	bool          done;             /* played to its end once */
	bool          solved;           /* the goal was reached once */
	struct answer answers[MAX_ANSWERS];     /* by question */
};

/* What is known of a lesson; all zero but the number when nothing is. */
struct progress progress_load(int lesson);

/* Of the lesson that was left last and not ended; its number is -1 when there is none. */
struct progress progress_latest(void);

/* Keep it. */
void progress_save(const struct progress *);

#endif
