/*
 * lesson_check.h - the course held against the program: every transcript is run and compared, every goal is
 * shown to be unreached at its start and reached by its reference answer.
 */
#ifndef CMD_LESSON_CHECK_H
#define CMD_LESSON_CHECK_H

#include "cmd/course/lesson.h"
#include "cmd/session/session.h"

/* What a check found. `corrected` and `diff` are given back with check_free(). */
struct check {
	int        n_lessons, n_differ; /* lessons looked at; those whose transcripts came out otherwise */
	int        n_unproved;          /* those whose goal was not shown as it should be */
	struct buf diff;                /* unified, from the file to `corrected`; empty when all is well */
	struct buf corrected;           /* the file with what really came; elisions that hold are kept */
};

/*
 * Check `only`, or all lessons when it is NULL; a line for each goes to the session's `out`, a JSON object
 * with `json`. Each lesson gets a fresh session: 80 columns, no colour, UTF-8. Stops at ^C. Returns
 * STATUS_OK, STATUS_FINDING when something is not as it should be, or STATUS_INTERRUPTED.
 */
int check_course(struct session *, const struct course *, const struct lesson *only, struct check *);

void check_free(struct check *);

#endif
