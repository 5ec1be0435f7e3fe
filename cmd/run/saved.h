/*
 * saved.h - a run as a text that repeats it anywhere: the pattern, its settings and the schedule.
 *
 *     # a comment
 *     pattern=worker-pool
 *     workers=2
 *     schedule=0 1x3 2.1
 *     schedule=0 1
 *
 * Invariants
 *   `pattern` stands before the settings; a setting that is left out has its default.
 *   Several schedule lines are one schedule, in their order.
 */
#ifndef CMD_SAVED_H
#define CMD_SAVED_H

#include "cmd/session/settings.h"
#include "lab/check/finding.h"

enum { SAVED_RUNS = 1000 };             /* so many of a session's runs can be repeated */

struct saved {
	const struct pattern *pattern;
	int                   values[MAX_SETTINGS];
	char                 *files[MAX_SETTINGS];      /* owned; NULL for none */
	char                 *schedule;                 /* owned; never NULL after saved_read() */
	bool                  changed;                  /* the program's files are not as they were */
	int                   line;                     /* after saved_read() has failed: the line that is wrong */
};

/* The text of a run that had a schedule; malloc'ed. NULL for a free run. */
char *saved_of(const struct result *);

/* Read a text of `length` bytes. False when it is none, with what is wrong in `problem` (see value_check). */
bool saved_read(const char *text, size_t length, struct saved *, struct problem *problem);
void saved_free(struct saved *);

#endif
