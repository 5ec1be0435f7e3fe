/*
 * live.h - a run on the screen while it moves: the newest events, and a line that says it is not dead.
 */
#ifndef CMD_LIVE_H
#define CMD_LIVE_H

#include "cmd/session/session.h"
#include "lab/check/watchdog.h"

struct live {
	struct session *session;
	const struct snapshot *plan;    /* who is going to be started; NULL: not known */
	long            room;           /* events that may be shown; 0: nobody wants to see any */
	long            shown;
	int             n_tasks;        /* that the head shows */
	int             rows;           /* of the screen: more events at once are folded to fit; 0: none are */
	bool            in_turns;       /* it runs by a seed or a schedule: more of it is shown before anything is folded */
	struct log_page page;           /* where the head is */
	bool            silent;         /* show nothing */
	int             drawn;          /* columns of the progress line that is on the screen; 0: none */
};

/* A watcher for a run with these settings. `live` must outlive the run. */
struct watcher live_watcher(struct live *, int pace_ms, int patience_ms);

/* Before a run that has been planned: a word about it when it is large. */
void live_begin(struct live *);

/* The run is over and had so many events: take the progress line away, say what was not shown. */
void live_end(struct live *, long events);

#endif
