/*
 * watching.h - a run drawn in place, step by step: its picture, what the step did, the line it stands in, and how it ended.
 */
#ifndef CMD_WATCHING_H
#define CMD_WATCHING_H

#include "cmd/session/session.h"
#include "lab/base/json.h"
#include "lab/check/finding.h"
#include "lab/view/picture.h"

enum { USUAL_PACE = 700 };              /* ms a step: time enough to read what moved */

struct watching {
	struct session      *session;
	const struct result *result;
	struct picture      *picture;
	struct buf           title;     /* "dining seats=3" */
	struct buf           end;       /* how it ended, in words; for the last step */
	long                 step;
	int                  pace;      /* ms */
	bool                 goes;      /* on by itself */
	int                  top;       /* lines of the picture above the window, where it is too tall; 0: what matters most is seen */
	int                  room;      /* lines of the window, in the last frame */
	bool                 more;      /* it is too tall */
	struct aside        *aside;     /* where the session was before what has been typed in between; NULL: nothing has */
};

/* Starts at the first step. The result must outlive it. */
void watching_begin(struct watching *, struct session *, const struct result *, int pace);
void watching_end(struct watching *);

/* The step as it is drawn, in at most `height` lines; with `keys` the last says what can be typed. */
void watching_frame(struct buf *, struct watching *, int height, bool keys);

/*
 * In the terminal, until the person leaves; it goes on by itself unless somebody else looks on, as in a lecture: then the first
 * picture stands until a key. False: it cannot be had.
 */
bool watching_play(struct watching *);

/* Can a command be typed in between? Not within one that is. */
bool watching_can_type(const struct watching *);

/*
 * A key; false: it leaves, as what goes on does at the end, too, and where somebody else looks on what goes back at the beginning:
 * then session->turned_back is set. KEY_NONE: the time is up.
 */
bool watching_key(struct watching *, int key);

/* The members of an object: the moments, all or the last. */
void watching_json(struct json *, struct watching *, bool all);

#endif
