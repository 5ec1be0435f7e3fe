/*
 * answer.h - what a person types at a question: is it an answer, which one, and is it right?
 *
 * A question wants one of its letters, or a number. An answer is kept as that: "b", "3".
 */
#ifndef CMD_ANSWER_H
#define CMD_ANSWER_H

#include <stdbool.h>

#include "cmd/session/session.h"
#include "lab/base/buf.h"

enum { MAX_CHOICES = 26 };

/* What is asked: for a choice, or with none of them for a number. */
struct question {
	int         n;
	char        letter[MAX_CHOICES];        /* 'a' ... */
	const char *text[MAX_CHOICES];          /* what stands after "a) ", plain */
	const char *asked;                      /* the question itself, plain; NULL for none */
};

/* What it wants, in words: "a, b or c", "a number". */
void answer_wanted(struct buf *, const struct question *);

/*
 * Append the answer that `typed` is: one of the letters, as `b`, `B)`, `b.`, `b) and words`; where a number is asked
 * for, 3, `3.`, three, and what else answer_number.h reads. False when it is none.
 */
bool answer_read(const struct question *, const char *typed, struct buf *answer);

/*
 * The same for the words that one choice, and no other, begins with: `broken` for "b) broken: a result is missing".
 * Such words may be a command's, too: which of the two is meant is for the caller to know.
 */
bool answer_read_words(const struct question *, const char *typed, struct buf *answer);

/*
 * A line that is typed where a question waits and every command works as ever. A letter or a number answers, though `b` is
 * a command's short name; the words of a choice do, unless they are a command's name. What an answer is, is appended.
 */
enum heard { HEARD_ANSWER, HEARD_COMMAND, HEARD_NEITHER };

enum heard answer_hear(struct session *, const struct question *, const char *line, struct buf *answer);

/* Is it the right one? `expected` is what is known to be so; "": there is no right one. */
bool answer_is(const char *expected, const char *answer);

#endif
