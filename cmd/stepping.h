/*
 * stepping.h - the run a session is stepping through: what `step`, `back`, `goto`, `break` and `continue` share.
 *
 * Invariants
 *   Each end that is reached becomes the session's newest run; the stepping goes on, for there is a way back.
 */
#ifndef CMD_STEPPING_H
#define CMD_STEPPING_H

#include "cmd/command.h"
#include "cmd/settings.h"
#include "lab/check/stepper.h"

enum { MAX_BREAKS = 16, MAX_GO = 1000000 };

/* Stop before this is done; `object` NULL: to whatever. */
struct breakpoint {
	char *event, *object;           /* owned; "send", "jobs" */
};

struct stepping {
	struct stepper       *stepper;
	const struct pattern *pattern;
	char                 *line;     /* "worker-pool feed=main"; owned */
	char                 *again;    /* the `step` line that an empty line repeats; owned */
	struct breakpoint     breaks[MAX_BREAKS];
	int                   n_breaks;
	long                  ended_at; /* the end told last, as a step; -1 for none since the way changed */
};

/* Begin to step through a run with these settings; one that is being stepped is left. `line` is taken over. */
int stepping_begin(struct session *, const struct resolved *, char *line);

/* Leave it; harmless when there is none. */
void stepping_end(struct session *);

/* Leave the one there is as the person wishes: saying how to come back. STATUS_OK. */
int stepping_leave(struct session *);

/* The task of this name, CLOCK_TASK, or NO_TASK. */
int stepping_task(const struct position *, const char *name);

/* Is a run being stepped in which `step WORD` would be a step: is it a task or a number? */
bool stepping_knows(const struct session *, const char *word);

/* The session's stepping; NULL after a complaint when there is none. */
struct stepping *stepping_now(struct session *);

/* What `threads`, `graph`, `trace` and `explain` look at; there is a stepping. */
const struct result *stepping_result(const struct session *);

/* "conclab(worker-pool:12)> " */
void stepping_prompt(const struct session *, struct buf *);

/* The line an empty one stands for, malloc'ed; NULL when it stands for none. */
char *stepping_again(const struct session *);

/* The run has moved, or is looked at: show where it stands, and remember an end. `note` (or NULL) comes first. */
int stepping_show(struct session *, const char *note);

/* Next steps, up to `most`; stops at breaks when `breaks`. Then as stepping_show(). */
int stepping_go(struct session *, long most, bool breaks);

#endif
