/*
 * lesson_lint.h - what a good lesson has, while it is looked for; between lesson_lint.c, which looks for its parts, and
 * lesson_lint_questions.c, which looks at what it asks. See course_lint() in lesson.h.
 */
#ifndef CMD_LESSON_LINT_H
#define CMD_LESSON_LINT_H

#include "cmd/course/lesson.h"

struct lint {
	const struct course *course;
	struct buf          *report;
	int                  n;         /* shortcomings so far */
};

/* One shortcoming more, on this line. */
void lint_fault(struct lint *, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* How many parts of this kind there are in such folds. */
int lint_count(const struct lesson *, enum part_kind, enum fold);

/* Its questions, their answers, and what is asked again. */
void lint_questions(struct lint *, const struct lesson *);

#endif
