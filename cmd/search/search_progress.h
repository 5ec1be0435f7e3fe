/*
 * search_progress.h - the line that says how far a search is, on a terminal.
 */
#ifndef CMD_SEARCH_PROGRESS_H
#define CMD_SEARCH_PROGRESS_H

#include "cmd/session/session.h"
#include "lab/search/explore.h"

struct search_progress {
	struct session *session;
	const char     *what;           /* "cell 3 of 48", or NULL */
	bool            early;          /* there is nothing yet that ^C could keep */
	bool            drawn;
};

/* Draws the line about ten times a second, and stops at ^C. `progress` must outlive the search. */
struct explore_watcher search_watcher(struct search_progress *);

/* Draw `text` now, and what ^C does, in place of what is there; nothing but on a terminal. */
void search_progress_draw(struct search_progress *, const char *text);

/* Take the line away. */
void search_progress_end(struct search_progress *);

#endif
