/*
 * svg_timeline_parts.h - a timeline that is being drawn: what its files share.
 */
#ifndef LAB_EXPORT_SVG_TIMELINE_PARTS_H
#define LAB_EXPORT_SVG_TIMELINE_PARTS_H

#include "lab/base/buf.h"
#include "lab/export/svg.h"
#include "lab/export/svg_timeline.h"

#define TL_MARK    52.0                 /* how high what is done is */
#define TL_HOLD    28.0                 /* a row of what is held */
#define TL_GAP     18.0                 /* between lanes */
#define TL_LEFT    20.0
#define TL_AROUND  24.0                 /* of a word, so that it does not touch its box */

struct tl_row {
	double y;
	int    n_holds;                 /* rows of what is held, below it */
	long  *ends;                    /* of those rows, while they are filled */
	int    room;
};

struct drawing {
	FILE                *out;
	const struct lanes  *lanes;
	const struct trace  *trace;
	struct svg_timeline *part;
	long                 first, last;       /* steps drawn, from 0; last is beyond */
	struct tl_row       *rows;              /* by task */
	int                 *hold_row;          /* by span */
	double               left, column, bottom;
	double               tail;              /* by which the last column is wider, so that waits to the end have their names */
	bool                 used[SVG_CLASSES]; /* is it seen? For the legend */
	bool                 letters[128];      /* that stand for words which have no room */
};

/* ---- Where ---- */

double tl_x(const struct drawing *, long step);
bool tl_is_seen(const struct drawing *, long from, long to);

/* "" for none. */
const char *tl_object(const struct trace *, int object);

/* Is there room in a column for the word, if need be in two lines? Where it takes two, the second; else NULL. */
bool tl_is_spelled(const struct drawing *, const struct mark *);
const char *tl_second_line(const struct drawing *, const struct mark *);

/* Is an arrow drawn from it to who takes what it gives? */
bool tl_hands_over(const struct mark *);

/*
 * The middle for words of that width in the box of a span that begins at x: the nearest to its own where no arrow passes
 * them; where there is none, its own.
 */
double tl_quiet_x(const struct drawing *, const struct span *, double x, double width, double words);

/* The width of the widest place there that no arrow passes. */
double tl_quiet_width(const struct drawing *, const struct span *, double x, double width);

/* The rows; then columns as wide as their words, but together no more than a slide of 16 to 9 where a letter has room in each. */
void tl_place_rows(struct drawing *);
void tl_choose_columns(struct drawing *);

/* ---- Words ---- */

/* "step 5: philosopher-0: lock fork-0, dining.c:39"; "philosopher-0 waits to lock fork-0, steps 5 to 9". */
void tl_mark_title(struct buf *, const struct drawing *, const struct mark *);
void tl_span_title(struct buf *, const struct drawing *, const struct span *);

/* What is written into the box of a span of that width: "waits: fork-1", where there is no room "fork-1". */
void tl_span_text(struct buf *, const struct drawing *, const struct span *, double width);

/* The step that is none: the last, in which a task only goes wrong; -1: there is no such. */
long tl_fault(const struct drawing *);

/* What the colours mean that are used, in one line; how wide it is. */
void tl_draw_legend(const struct drawing *);
double tl_legend_width(const struct drawing *);

/* "L lock, U unlock": a line, or several; nothing where everything is spelled. Returns how many. */
int tl_letters(const struct drawing *, double width, bool draw);

#endif
