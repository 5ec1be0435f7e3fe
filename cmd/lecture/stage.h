/*
 * stage.h - what the audience sees: captions in large, commands, the line at the bottom; and what was seen before, again.
 *
 * Pure functions that make text, but for stage_show(). No line is wider than the look, but for answers as they came.
 */
#ifndef CMD_STAGE_H
#define CMD_STAGE_H

#include <stdio.h>

#include "cmd/lecture/lecture.h"
#include "lab/view/view.h"

/* The words in a box as wide as the screen, an empty line below it. */
void stage_caption(struct buf *, const char *words, const struct look *);

/*
 * The prompt, and the command that this item is, as it could be typed; an empty line above it where it belongs. With
 * `wraps` between words where it is wider than the look; else it stays a line.
 */
void stage_command(struct buf *, const struct lecture *, int item, bool wraps, const struct look *);

/* All of the slide that the item `next` goes on with: what stood there when a key was awaited before it. */
void stage_slide(struct buf *, const struct lecture *, int next, const struct look *);

/*
 * What came of an item: keep it as it stood in the end, without the lines that were drawn again, and without what was
 * shown on another screen in between. Ends where there `is_more` to come on that one.
 */
void stage_settle(struct buf *, bool is_more);

/* Rows that the text takes at this width, colours not counted. */
int stage_rows(const char *text, int width);

/*
 * The text on a cleared screen with this many rows, up to the row that is `up` above the last. Returns how far up that
 * was: no more than there is.
 */
int stage_show(FILE *, const char *text, int width, int rows, int up);

#endif
