/*
 * marks_tell.h - marks, for people and for programs.
 */
#ifndef CMD_MARKS_TELL_H
#define CMD_MARKS_TELL_H

#include "cmd/homework/grade.h"
#include "cmd/session/session.h"

/*
 * One program, check by check; as one line, and where marks are lost another that says why the first of them are; as JSON.
 */
void marks_tell_one(struct session *, const struct submission *, const struct marks *);
void marks_tell_line(struct session *, const struct submission *, const struct marks *, int widest);
void marks_tell_json(struct session *, const struct submission *, const struct marks *, int held);

/* All of them: a row each, a column for each check. */
void marks_tell_table(struct session *, const struct submissions *, const struct marks *all);

/* Within which bounds they were graded, and which of those this system does not hold. */
void marks_tell_bounds(struct session *, const struct bounds *);

#endif
