/*
 * paint.h - colours with a meaning, and the width to draw in; the views' own.
 */
#ifndef LAB_VIEW_PAINT_H
#define LAB_VIEW_PAINT_H

#include "lab/view/view.h"

enum paint { PLAIN, MOVES, READY, BLOCKED, FINDING, DIM };

/* The columns to draw in: at least 20. */
int paint_width(const struct look *);

/* Switch the colour on, and back off; nothing without colour, and for PLAIN. */
void paint_on(struct buf *, enum paint, const struct look *);
void paint_off(struct buf *, enum paint, const struct look *);

/* `text`, cut at `columns`, in a colour. Returns the columns taken. */
int painted(struct buf *, const char *text, int columns, enum paint, const struct look *);

/* Lines of text, each in the colour, so that a pager may start anywhere. */
void paint_lines(struct buf *, const char *lines, enum paint, const struct look *);

/* A task's state in a word, and its colour. */
const char *state_word(const struct snap_task *);
enum paint  state_paint(const struct snap_task *);

#endif
