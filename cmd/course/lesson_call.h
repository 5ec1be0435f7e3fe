/*
 * lesson_call.h - what stands behind `lesson` on its line.
 */
#ifndef CMD_LESSON_CALL_H
#define CMD_LESSON_CALL_H

#include "cmd/session/command.h"
#include "lab/base/buf.h"

/* The n-th argument (from 0) that is a plain word, or NULL. */
const char *call_word(const struct call *, int n);

/* The value of `name=...`, or NULL. */
const char *call_value(const struct call *, const char *name);

/* Append all words after the first, apart by blanks. */
void call_rest(const struct call *, struct buf *);

/* Has it settings that a lesson has, and not too many words? Else complain. A status. */
int lesson_check_call(struct session *, const struct call *);

#endif
