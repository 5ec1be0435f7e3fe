/*
 * scrolling.h - a timeline that is larger than the screen: a window over it that keys move and widen.
 */
#ifndef CMD_SCROLLING_H
#define CMD_SCROLLING_H

#include "cmd/session/session.h"
#include "lab/view/timeline.h"

/* The window: part.from .. part.to of the steps, counted from 1, and lanes from `top` on. */
struct scrolling {
	struct session      *session;
	const struct trace  *trace;
	struct timeline_part part;
	long                 n_steps;
	int                  top;
};

/* Begins with the part, or all of it. */
void scrolling_begin(struct scrolling *, struct session *, const struct trace *, const struct timeline_part *);

/* Are there more lines, or more steps, than the screen has room for? */
bool scrolling_needed(struct scrolling *);

/* The window in at most `height` lines; with `keys` the last says what can be typed. */
void scrolling_frame(struct buf *, struct scrolling *, int height, bool keys);

/* A key; false: it leaves. */
bool scrolling_key(struct scrolling *, int key);

/* In the terminal, until the person leaves; what is seen last stays on the screen. False: it cannot be had. */
bool scrolling_play(struct scrolling *);

#endif
