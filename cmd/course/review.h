/*
 * review.h - what was predicted wrongly, or skipped, is asked again, until it has been right twice: which questions
 * these are, and the lesson that they make.
 */
#ifndef CMD_REVIEW_H
#define CMD_REVIEW_H

#include <stdbool.h>

#include "cmd/course/lesson.h"

enum { MOST_REVIEWED = 5 };             /* at a time */

/* A question that is to be asked again. */
struct due {
	const struct lesson *lesson;
	int                  question;  /* of the lesson, from 0 */
	bool                 skipped;   /* when it was asked last; else the answer was wrong */
};

/*
 * The first of those that are due in this course, at most MOST_REVIEWED; returns how many there are in all. Those that
 * have been answered rightly once since come last, and of either kind those that were skipped.
 */
int review_find(const struct course *, struct due *);

/* "what you predicted wrongly, and what you skipped", or what of it is due; false, and nothing, where none is. */
bool review_why(struct buf *, const struct course *);

/* "`review` asks again what you skipped.", and the like; nothing where none is due. */
void review_offer(struct buf *, const struct course *);

/*
 * A lesson, numbered 0, that asks these `n` questions one after the other: as the lessons ask them again, or, where a
 * lesson does not, as they were asked. It belongs to the course.
 */
const struct lesson *review_lesson(const struct course *, const struct due *, int n);

/* It has been answered. */
void review_note(const struct course *, const struct due *, bool right);

#endif
