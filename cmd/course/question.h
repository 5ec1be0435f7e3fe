/*
 * question.h - what a lesson asks, and what counts as an answer: one of the letters it offers, or a number.
 */
#ifndef CMD_QUESTION_H
#define CMD_QUESTION_H

#include <stdbool.h>

#include "cmd/course/lesson.h"
#include "lab/base/buf.h"

/* What a question allows: its letters ("abc"), or "" when it asks for a number. */
void question_choices(const struct part *question, char choices[27]);

/* The same in words: "a, b or c", "a number". */
void question_wants(struct buf *, const struct part *question);

/* Append the expected answer, if any: the first bold words, punctuation at their end dropped. */
void answer_expected(const struct part *answer, struct buf *expected);

/* Is `text` an answer to it: one of its letters in either case, or a number where it asks for one? */
bool question_allows(const struct part *question, const char *text);

/* Is it the right one? `answer` NULL: there is no right one. */
bool answer_is(const struct part *answer, const char *text);

#endif
