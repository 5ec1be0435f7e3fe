/*
 * svg_picture.h - a moment of a run as a picture for a slide, as the page of a run draws it; or all moments of a short run.
 *
 * Who draws it needs no style: every colour and every size of text stands in the element. A style says only what changes in
 * the dark.
 */
#ifndef LAB_PAGE_SVG_PICTURE_H
#define LAB_PAGE_SVG_PICTURE_H

#include <stdbool.h>
#include <stdio.h>

#include "lab/trace/snapshot.h"
#include "lab/trace/trace.h"

enum { SVG_PICTURE_MOST = 12 };         /* steps for which there is room side by side */

struct svg_picture {
	const char *title;              /* drawn above */
	const char *wrong;              /* what was done wrong, told by the last moment: "broken claim: ..."; NULL: in no words */
	long        step;               /* 0: before the first; not meant with `all` */
	bool        end;                /* the last moment, whatever `step` is */
	bool        going;              /* the run goes on: how many steps it will have is not known */
	bool        all;                /* each moment; of at most SVG_PICTURE_MOST steps */
};

/* So many steps there are to choose from. `last` is the run's snapshot at its end. */
long svg_picture_steps(const struct trace *, const struct snapshot *last);

/* The number of the last moment: one more than that where the run ends by going wrong between steps. */
long svg_picture_moments(const struct trace *, const struct snapshot *last);

/* Returns how many pictures it has. */
int svg_picture(FILE *, const struct trace *, const struct snapshot *last, const struct svg_picture *);

#endif
