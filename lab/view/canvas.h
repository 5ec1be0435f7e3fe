/*
 * canvas.h - rows of cells, one character each, for pictures in text; the views' own.
 */
#ifndef LAB_VIEW_CANVAS_H
#define LAB_VIEW_CANVAS_H

#include "lab/view/paint.h"

/* One column of a row. */
struct cell {
	char       glyph[8];    /* a character, NUL-ended; "" for the right half of a wide one */
	enum paint paint;
};

struct row {
	struct cell *cells;     /* the caller's */
	int          width;
};

/* Put a character, once or from <= column < to; what is beyond the row is left out. */
void row_put(const struct row *, int at, const char *glyph, enum paint);
void row_fill(const struct row *, int from, int to, const char *glyph, enum paint);
void row_clear(const struct row *);

bool row_is(const struct row *, int at, const char *glyph);

/* A name or a text from a column on, cut at `columns` (text_cut_name()). Returns the columns taken. */
int row_write(const struct row *, int at, int columns, const char *text, enum paint, const struct look *);

/* Append it, without the blanks at its end. */
void row_print(struct buf *, const struct row *, const struct look *);

#endif
