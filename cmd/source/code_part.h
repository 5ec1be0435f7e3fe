/*
 * code_part.h - from= and to=: a few lines of a source instead of all, so that a class sees what is spoken of.
 */
#ifndef CMD_CODE_PART_H
#define CMD_CODE_PART_H

#include <stdbool.h>

#include "cmd/session/command.h"
#include "lab/base/buf.h"

/* Lines from 1; 0: the first, the last. */
struct code_part {
	int from, to;
};

/* Is this from= or to=? Then it is taken, or a complaint is made: *status. */
bool code_part_takes(struct session *, const struct arg *, struct code_part *, int *status);

/* Is it a part at all? */
bool code_part_given(const struct code_part *);

/* As lines of a text that has so many. STATUS_OK, or STATUS_USAGE after a complaint. */
int code_part_settle(struct session *, struct code_part *, const char *text);

/* Append the text's lines of it, which has been settled. */
void code_part_cut(struct buf *, const struct code_part *, const char *text);

#endif
