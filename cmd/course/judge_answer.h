/*
 * judge_answer.h - what a learner types at a question: is it an answer, which one, and is it right?
 *
 * A question wants one of its letters, or a number. An answer is kept as that: "b", "3".
 */
#ifndef CMD_JUDGE_ANSWER_H
#define CMD_JUDGE_ANSWER_H

#include <stdbool.h>

#include "cmd/course/lesson.h"
#include "lab/base/buf.h"

/* What it wants, in words: "a, b or c", "a number". */
void answer_wanted(struct buf *, const struct question *);

/*
 * Append the answer that `typed` is: one of the letters, as `b`, `B)`, `b.`, `b) and words`; where a number is asked
 * for, 3, `3.`, three. False when it is none.
 */
bool answer_read(const struct question *, const char *typed, struct buf *answer);

/*
 * The same for the words that one choice, and no other, begins with: `broken` for "b) broken: a result is missing".
 * Such words may be a command's, too: which of the two is meant is for the caller to know.
 */
bool answer_read_words(const struct question *, const char *typed, struct buf *answer);

/* Is it the right one? `expected` is what the course says; "": there is no right one. */
bool answer_is(const char *expected, const char *answer);

#endif
