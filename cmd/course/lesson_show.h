/*
 * lesson_show.h - what a portion of a lesson looks like on a terminal. Pure: the same data gives the same
 * text.
 */
#ifndef CMD_LESSON_SHOW_H
#define CMD_LESSON_SHOW_H

#include "cmd/course/lesson.h"
#include "cmd/course/progress.h"
#include "lab/base/buf.h"
#include "lab/view/view.h"

/* Everything shown at a stop: prose, answers to earlier questions, the question or command it stops at. */
void show_stop(struct buf *, const struct lesson *, int stop, const struct progress *, const struct look *);

/* Hint number `n`, from 0. */
void show_hint(struct buf *, const struct lesson *, int n, const struct look *);

/* The solution and its commands. Nothing when there is none. */
void show_solution(struct buf *, const struct lesson *, const struct look *);

/* What the answer says of this wrong one. False, with nothing shown, when it says nothing. */
bool show_remark(struct buf *, const struct part *answer, const char *wrong, const struct look *);

/* How many minutes a lesson takes, reading and running: at least one. */
int lesson_minutes(const struct lesson *);

/* The number of the question at part `at`, from 0. */
int question_number(const struct lesson *, int at);

#endif
