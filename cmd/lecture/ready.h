/*
 * ready.h - the lectures that the program carries with it, from lectures/NAME.lab.
 */
#ifndef CMD_READY_H
#define CMD_READY_H

#include "cmd/session/session.h"

struct ready {
	const char *path;       /* "lectures/deadlock.lab" */
	const char *text;       /* the script; static storage */
};

/* The n-th, from 0; false when there are no more. */
bool ready_nth(int n, struct ready *);

/* By its name, or by its path with or without "./". False when there is none. */
bool ready_find(const char *name, struct ready *);

/* "deadlock" of "lectures/deadlock.lab", appended. */
void ready_name(struct buf *, const struct ready *);

/* All of them with what they are, as an answer. */
int ready_list(struct session *);

#endif
