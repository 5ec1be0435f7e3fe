/*
 * question.h - what a lesson asks, and what counts as an answer: one of the letters it offers, or a number.
 */
#ifndef CMD_QUESTION_H
#define CMD_QUESTION_H

#include <stdbool.h>

#include "cmd/course/lesson.h"
#include "lab/base/buf.h"

/* What it wants, in words: "a, b or c", "a number". */
void question_wants(struct buf *, const struct question *);

/* Is `text` an answer to it: one of its letters in either case, or a number where it asks for one? */
bool question_allows(const struct question *, const char *text);

/* Is it the right one? `expected` is what the course says; "": there is no right one. */
bool answer_is(const char *expected, const char *text);

#endif
