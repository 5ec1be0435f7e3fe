/*
 * carry.h - what a learner has done as one line of text, to be carried to another machine.
 *
 *     c1-5c0ffee5-eNpLSU...
 *
 * That is all lines that are kept (cmd/session/kept.h), compressed, in letters that survive a chat window, and their
 * check sum.
 */
#ifndef CMD_CARRY_H
#define CMD_CARRY_H

#include <stdbool.h>

#include "cmd/session/session.h"
#include "lab/base/buf.h"

/* Append the line, without a newline. False: nothing has been done yet. */
bool carry_pack(struct buf *line);

/*
 * Take such a line: what it tells is put beside what is kept here. A lesson that is done in one of them is done, and of a
 * challenge the better one is kept.
 * Returns how many lessons it tells of; -1 with a sentence, without full stop, in `why` when it is damaged or none: then
 * nothing is changed.
 */
int carry_take(const char *line, struct buf *why);

/* Print the line, or, when there is one to take, take it and say so. A status. */
int carry_tell(struct session *, const char *line);

#endif
