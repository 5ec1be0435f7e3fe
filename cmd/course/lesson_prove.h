/*
 * lesson_prove.h - is the goal of a lesson unreached at its start, and reached by its solution? From runs, so this is
 * evidence; unless the goal asks for every schedule. For lesson_check.c.
 */
#ifndef CMD_LESSON_PROVE_H
#define CMD_LESSON_PROVE_H

#include "cmd/course/lesson.h"
#include "cmd/session/session.h"

struct proof {
	struct buf why;         /* what is wrong with the goal; "" for nothing */
	struct buf text;        /* "start deadlock 20/20, solution ok 20/20" */
	bool       all;         /* of every schedule, not of some runs */
	bool       interrupted;
};

/* Execute a line; *said is everything it printed, malloc'ed. Returns its status. */
int prove_hear(struct session *, const char *line, char **said);

/* Run the goal's start and the lesson's solution in `lab`, as often as the goal says; appends to what stands in `proof`. */
void prove_goal(struct session *lab, const struct lesson *, const struct goal *, struct proof *);

/*
 * Show of lines to be put in order that the lesson's own order (`expected`) is right, and that each that it calls wrong
 * comes to what it says. Appends to `why` what is not so; false when ^C came.
 */
bool prove_puzzle(const struct puzzle *, const char *expected, struct buf *why);

#endif
