/*
 * html_lines.h - between the files that find ways for lines.
 */
#ifndef LAB_PAGE_HTML_LINES_H
#define LAB_PAGE_HTML_LINES_H

#include "lab/page/html_parts.h"

/* Does a line of this way pass nearer than `near` to the inside of a box? */
bool html_meets(const struct html_box *, double x1, double y1, double x2, double y2, double near);

/* Is the box neither end of a line from a to b, nor the frame of one? */
bool html_is_apart(const struct html_scene *, const struct html_box *, const struct html_box *a, const struct html_box *b);

/* Is nothing near the way that the line has nothing to do with? Is the place within the picture? */
bool html_is_clear(const struct html_line *, double x1, double y1, double x2, double y2);
bool html_is_within(const struct html_scene *, double x, double y);

/* The path as points; a curve as so many. Returns how many. */
enum { CURVE_POINTS = 13 };
int html_points(const struct html_path *, struct html_point[CURVE_POINTS]);

/*
 * The shortest way around what stands between, from corner to corner, over one at least; both its ends are the
 * middles of boxes. False: none, and the path is as it was.
 */
bool html_go_around(const struct html_line *, struct html_path *);

#endif
