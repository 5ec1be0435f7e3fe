/*
 * stepping.h - the run a session is stepping through: what `step`, `back`, `goto`, `break` and `continue` share.
 *
 * Invariants
 *   Each end that is reached becomes the session's newest run; the stepping goes on, for there is a way back.
 */
#ifndef CMD_STEPPING_H
#define CMD_STEPPING_H

#include "cmd/session/command.h"
#include "cmd/session/guest.h"
#include "cmd/session/settings.h"
#include "lab/search/stepper.h"

enum { MAX_BREAKS = 16, MAX_GO = 1000000 };

/* Stop before this is done, `object` NULL: to whatever; or before whatever is done at a line. */
struct breakpoint {
	char *event, *object;           /* owned; "send", "jobs"; NULL of a line */
	char *place;                    /* owned; "queue.c:21"; NULL of an event */
};

/* "send jobs", "queue.c:21" */
void breakpoint_words(struct buf *, const struct breakpoint *);

extern const struct guest_kind stepping_guest;

struct stepping {
	struct stepper       *stepper;
	const struct pattern *pattern;
	char                 *line;     /* "worker-pool feed=main"; owned */
	struct breakpoint     breaks[MAX_BREAKS];
	int                   n_breaks;
	int                   expected; /* of expect=: a verdict + 1; 0: none was asked for */
	bool                  told_names;       /* how a task is named whose name begins like a command */
	long                  ended_at; /* the end told last, as a step; -1 for none since the way changed */
};

/* Begin to step through a run with these settings; one that is being stepped is left. `line` is taken over. */
int stepping_begin(struct session *, const struct resolved *, char *line);

/* Leave the one there is as the person wishes: saying how to come back. STATUS_OK. */
int stepping_leave(struct session *);

struct offers;

/* Offer the tasks that can move, the clock too, with what they would do. */
void stepping_offer(const struct stepping *, struct offers *);

/* The session's stepping, or NULL. */
struct stepping *stepping_now(const struct session *);

/* The same; complains when there is none. */
struct stepping *stepping_needed(struct session *);

/* The run has moved, or is looked at: show where it stands, and remember an end. `note` (or NULL) comes first. */
int stepping_show(struct session *, const char *note);

/* Next steps, up to `most`; stops at breaks when `breaks`. Then as stepping_show(). */
int stepping_go(struct session *, long most, bool breaks);

#endif
