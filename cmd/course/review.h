/*
 * review.h - what was predicted wrongly is asked again, until it has been right twice: which questions these are, and
 * the lesson that they make.
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
};

/* The first of those that are due in this course, at most MOST_REVIEWED; returns how many there are in all. */
int review_find(const struct course *, struct due *);

/*
 * A lesson, numbered 0, that asks these `n` questions one after the other: as the lessons ask them again, or, where a
 * lesson does not, as they were asked. It belongs to the course.
 */
const struct lesson *review_lesson(const struct course *, const struct due *, int n);

/* It has been answered. */
void review_note(const struct course *, const struct due *, bool right);

#endif
