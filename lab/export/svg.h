/*
 * svg.h - drawing in SVG: the colours of palette.h, one size of text, light and dark.
 *
 * No meaning rests on colour alone: what waits is hatched, what sleeps is dashed, everything has its word. Fills are pale
 * and strokes are strong.
 *
 * Invariants
 *   What comes out is well-formed XML, whatever bytes the names are made of.
 *   Each thing that can be pointed at has a <title>; the picture has one, and a description.
 *   Colours and sizes are attributes, which whatever shows pictures knows; a style says only what changes in the dark.
 *   It loads nothing: no script, no font, no other file.
 */
#ifndef LAB_EXPORT_SVG_H
#define LAB_EXPORT_SVG_H

#include <stdio.h>

/* The text is monospaced, so that its width is known: so many units a column, so many from line to line. */
#define SVG_FONT   18.0
#define SVG_COLUMN 10.9
#define SVG_LINE   24.0

/* What a shape means. */
enum svg_class {
	SVG_PLAIN,              /* text, a neutral box */
	SVG_DIM,                /* what is beside the point */
	SVG_MOVES,              /* a task that does something, an end that is well */
	SVG_WAITS,
	SVG_SLEEPS,
	SVG_HOLDS,
	SVG_MEETS,              /* from one who gives to one who takes */
	SVG_FINDING,            /* what went wrong */
	SVG_CLASSES
};

enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

/* `title` is also drawn, above the picture: SVG_TOP units are left for it. */
#define SVG_TOP 56.0
void svg_begin(FILE *, double width, double height, const char *title, const char *description);
void svg_end(FILE *);

/* Text as XML has it: escaped, without what XML does not allow. */
void svg_escape(FILE *, const char *);

/* What is drawn between them has the title, a few words that are shown where it is pointed at; NULL: none. */
void svg_group(FILE *, const char *title);
void svg_end_group(FILE *);

void svg_box(FILE *, enum svg_class, double x, double y, double width, double height, double radius);
void svg_line(FILE *, enum svg_class, double x1, double y1, double x2, double y2);
void svg_arrow(FILE *, enum svg_class, double x1, double y1, double x2, double y2);

/* The head of an arrow that comes from there: a triangle, as not all that show pictures know of markers. */
void svg_head(FILE *, const char *colour, const double from[2], const double tip[2], double length, double half);

/* A cubic curve; with `arrow` there is a head at its end. */
void svg_curve(FILE *, enum svg_class, const double points[8], int arrow);

/* `y` is the middle of the line. `halo`: the background around it is cleared, for text on lines. */
void svg_text(FILE *, enum svg_class, double x, double y, enum svg_anchor, const char *text);
void svg_halo_text(FILE *, enum svg_class, double x, double y, enum svg_anchor, const char *text);

/* In the middle of a box of that class, over lines that pass it. */
void svg_text_over(FILE *, enum svg_class box, double x, double y, const char *text);

/* The width of a text. */
double svg_width(const char *text);

/* The colours of a class, light: "#1c7677", its pale fill "#d3eceb"; for formats that have no style. */
const char *svg_stroke(enum svg_class);
const char *svg_fill(enum svg_class);

/* One line below a picture: boxes and what they mean, from `x` on. Returns where it ends. */
double svg_legend(FILE *, enum svg_class, double x, double y, const char *meaning);

#endif
