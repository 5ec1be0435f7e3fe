/* quiz_parts.h - what the two halves of the quiz share: quiz.c asks and counts, quiz_guest.c hears what is typed. */
#ifndef CMD_QUIZ_PARTS_H
#define CMD_QUIZ_PARTS_H

#include "cmd/quiz/quiz.h"

/* A paragraph for a person. */
void quiz_tell(struct session *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What the open question wants, after `before` ("" or whole sentences). STATUS_USAGE. */
int quiz_ask_again(struct session *, const struct quiz *, const char *before);

/* An answer as answer_read() has it, NULL where the question is skipped: explained, counted, and on it goes. A status. */
int quiz_judge(struct session *, struct quiz *, const char *answer);

/* What `help` alone says while the quiz goes on. */
void quiz_help(const struct session *, const void *quiz, struct buf *);

/* What came of it all, for a person. */
void quiz_say_end(struct session *, const struct quiz *);

#endif
