/*
 * sweep_gather.h - for sweep_from.c: the lines of all files that a line of `sweep` or `law` names.
 */
#ifndef CMD_SWEEP_GATHER_H
#define CMD_SWEEP_GATHER_H

#include "cmd/search/sweep_lines.h"

/* All-zero but for `session` and `arena`; `lines` is to be freed. */
struct gathering {
	struct session    *session;
	struct arena      *arena;
	const char        *program;             /* the path that the person gave; NULL: as the lines have it */
	int                n_files;
	struct sweep_line *lines;               /* owned; each is well in itself */
	long               n, room;
};

/* Is it a from= ? */
bool gather_is_from(const struct arg *);

/* Read every line of every file, at least one. STATUS_OK, or another after a complaint. */
int gather(struct gathering *, const struct call *);

/* "part-1.jsonl:4: WHY": a complaint. */
int gather_complain(struct gathering *, const struct sweep_line *, const char *why);

/* Say so when not all lines are of searches within the same limits. */
void sweep_limits_tell(const struct gathering *);

/* Complain of the cells that are missing, when some are: by parts, where all lines say theirs. */
void sweep_missing(struct gathering *, const struct sweep *);

#endif
