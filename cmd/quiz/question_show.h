/*
 * question_show.h - a question of the quiz as it is asked, and what is said of an answer: for a person, and as the members of
 * an object.
 */
#ifndef CMD_QUESTION_SHOW_H
#define CMD_QUESTION_SHOW_H

#include "cmd/quiz/question.h"
#include "lab/base/json.h"

/* The question, on the session's `out`. It says nothing of the answer. */
void asked_show(struct session *, const struct asked *);

/*
 * What is said of an answer, as answer_read() has it; NULL: it was skipped. Where that was not the right one: what the
 * explorer has found, the shortest schedule that ends badly, which becomes the last run, and what to type.
 */
void asked_explain(struct session *, const struct asked *, const char *answer);

#endif
