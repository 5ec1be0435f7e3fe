/*
 * html_drawing.h - between the files that draw a moment.
 */
#ifndef LAB_PAGE_HTML_DRAWING_H
#define LAB_PAGE_HTML_DRAWING_H

#include "lab/export/palette.h"
#include "lab/page/html_parts.h"

struct html_drawn {
	struct html_path       path;
	const struct html_box *a, *b;   /* its ends */
	const char            *words;   /* of it, or "" */
};

struct drawing {
	struct html_writer  *w;
	const struct moment *now;
	bool                *in_cycle;  /* by task */
	int                 *queue;     /* room for the tasks that wait at an object */
	bool                 alone;     /* no page around it: what the page's style says stands in the elements */
	struct html_drawn   *lines;     /* owned; all but those that only say who may use what */
	int                  n_lines, lines_room;
	unsigned             used;      /* alone: which lines there are, as html_line_meaning() counts */
	struct html_box     *queues;    /* owned; by object: where it stands who waits; w is 0 where nobody does */
	const char          *class;     /* of the node that is being drawn */
	struct buf           text, cut;
};

/* Moment `step` of the writer's reel. No other may be looked at before the end. */
void html_begin_drawing(struct drawing *, struct html_writer *, long step);
void html_end_drawing(struct drawing *);

/* All that the moment shows. */
void html_draw(struct drawing *);

/* Faint lines between tasks and what they may use; then who holds what, who waits for what, what was done in this step. */
void html_draw_uses(struct drawing *);
void html_draw_edges(struct drawing *);

/* Words beside the lines that are drawn, where there is room. */
void html_draw_ties(struct drawing *);

/* Where a cycle has come to rest: that nobody can move, in the middle of each ring; without a ring below all. */
void html_draw_centres(struct drawing *);

/* How many pieces of lines that have been drawn go through a rectangle, told by its middle. */
int html_lines_through(const struct drawing *, int x, int y, int w, int h);

/* "= 3": a value behind some words; nothing follows them where it is not known. */
void html_value_words(struct buf *, const char *before, const struct moment_value *, const struct trace *);

/* An object as it is. */
void html_draw_object(struct drawing *, int object);

/* Below the box of an object at which several wait: who, in at most `room` columns. The text is there also while it is empty. */
void html_draw_queue(struct drawing *, int object, const struct html_box *, int room);

/* ---- Nodes ---- */

/* `text` in at most `columns`, as the script cuts it. So many columns are in a box. */
const char *html_cut(struct drawing *, const char *text, int columns);
int html_room(const struct html_box *);

/* A node, to be ended with "</g>": sort 't' or 'o'. */
void html_begin_node(struct drawing *, char sort, int id, const char *class, const struct html_box *, const char *title);

/* Of one of many its number is enough; outside of a frame, which names them all, with the first letter. */
void html_draw_name(struct drawing *, const char *name, const struct html_box *, int y);
void html_draw_doing(struct drawing *, const char *text, const struct html_box *, int y);

/* ---- What a picture by itself has: html_look.c. On a page nothing is written. ---- */

/* The attributes of a box of this class, of a text, of a line. */
void html_look(struct drawing *, const char *class);
void html_text_look(struct drawing *, const char *class);
void html_line_look(struct drawing *, const char *class);

/* Alone: the head of an arrow of this class, for a line that comes from there. */
void html_line_head(struct drawing *, const char *class, const double from[2], const double to[2]);

/* What line `i`, from 0, means, "waits for", and its class; NULL behind the last. */
const char *html_line_meaning(int i);
const char *html_line_class(int i);

#endif
