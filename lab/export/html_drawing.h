/*
 * html_drawing.h - between the files that draw the last moment.
 */
#ifndef LAB_EXPORT_HTML_DRAWING_H
#define LAB_EXPORT_HTML_DRAWING_H

#include "lab/export/html_parts.h"

struct drawing {
	struct html_writer  *w;
	const struct moment *now;
	bool                *in_cycle;  /* by task */
	int                 *queue;     /* room for the tasks that wait at an object */
	struct buf           text, cut;
};

/* Faint lines between tasks and what they may use; then who holds what, who waits for what, what was done in this step. */
void html_draw_uses(struct drawing *);
void html_draw_edges(struct drawing *);

/* Below the box of an object at which several wait: who, in at most `room` columns. The text is there also while it is empty. */
void html_draw_queue(struct drawing *, int object, const struct html_box *, int room);

#endif
