/*
 * sheet.h - a sheet of cells to draw a picture in text on: texts, and lines that join where they meet; the views' own.
 *
 * Invariants
 *   What is beyond the sheet is left out, so that no picture is wider than its sheet.
 *   A text hides the lines that were there before it; a line of a later stroke those of an earlier one.
 *   Lines join those of the same net only. Another net's are interrupted: they go on behind.
 */
#ifndef LAB_VIEW_SHEET_H
#define LAB_VIEW_SHEET_H

#include "lab/base/arena.h"
#include "lab/view/canvas.h"

/* What a line means: something can go along it; it did in this step; somebody waits; holds. The edge of a box is a FLOW. */
enum stroke { STROKE_FLOW, STROKE_DEED, STROKE_WAIT, STROKE_HOLD, STROKES };

enum heading { GOES_UP = 1, GOES_DOWN = 2, GOES_LEFT = 4, GOES_RIGHT = 8 };

struct joint {
	unsigned char ways[STROKES];    /* sets of enum heading */
	enum paint    paints[STROKES];
	int           net;              /* whose it is */
};

struct sheet {
	int           width, height;
	struct row   *rows;
	struct joint *joints;           /* height times width */
	int           net;              /* of the lines that are drawn next */
};

/* Blank; in the arena. */
struct sheet *sheet_new(struct arena *, int width, int height);

/* A text from there on, cut at `columns` (text_cut_name()). Returns the columns taken. */
int sheet_write(struct sheet *, int row, int column, int columns, const char *text, enum paint, const struct look *);

/* A line along a row or a column, both ends included. */
void sheet_line(struct sheet *, int row, int column, int to_row, int to_column, enum stroke, enum paint);

/* The point of an arrow. */
void sheet_tip(struct sheet *, int row, int column, enum heading, enum paint, const struct look *);

/* A box of lines with these corners. */
void sheet_box(struct sheet *, int row, int column, int to_row, int to_column, enum paint);

/* Append the rows, each with its newline, without blanks at the ends. */
void sheet_print(struct buf *, const struct sheet *, const struct look *);

#endif
