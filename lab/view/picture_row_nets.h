/*
 * picture_row_nets.h - the lines of a row as nets: what may share a line without saying anything false; see
 * picture_row_nets.c, picture_row_ports.c and picture_row_tracks.c.
 */
#ifndef LAB_VIEW_PICTURE_ROW_NETS_H
#define LAB_VIEW_PICTURE_ROW_NETS_H

#include "lab/view/picture_row_parts.h"

/* Between a task and an object that stand in neighbouring columns. */
struct line {
	int         left, right;        /* cards */
	int         object, task;       /* the same two */
	enum stage_flow flow;           /* what the task does with the object */
	enum stroke stroke;
	enum paint  paint;
	bool        to_left, to_right;
	bool        apart;              /* who waits for what somebody else may hold: not on the line of who holds it */
	bool        now;                /* it is what the step did */
	int         net;
};

/* Where a net comes to a card. */
struct port {
	int    card, row, edge;         /* `edge`: the column next to the card's text in that row, or to its mark */
	bool   left;                    /* the card stands left of the gutter */
	int    net;
	double height;                  /* where the other ends are, on an average */
};

/*
 * Lines of one object; or of one task to several objects that nobody else has a line to. They share a track: a column of the
 * gutter in which they go up and down.
 */
struct net {
	int  column;                    /* of the cards left of the gutter */
	int  first;                     /* one of its lines */
	int  weight;                    /* of what there is no room for the lightest goes */
	int  top, bottom;               /* rows */
	int  track;
	bool dropped;                   /* there was no room: it is said in words */
};

struct nets {
	const struct row_form *f;
	struct line           *lines;
	struct net            *of;
	struct port           *ports;
	int                    n_lines, n, n_ports;
};

/* All lines that there are at the moment, as nets with their ports; in the shot's arena. */
void nets_find(struct nets *, const struct row_form *);

/* Where each net that is not dropped comes to its cards; a net that finds no row at one is dropped. */
void nets_find_ports(struct nets *);

/* A net for which there is no room: its lines are told in words, and the others have their ports anew. */
void nets_drop(struct nets *, int net);

/* Tracks for all nets, so that no two look like one; those for which there is no room are dropped. */
void nets_route(struct nets *);

/* The columns between two columns of cards: from the first to the last. */
static inline int gutter_begin(const struct nets *all, int column)
{
	return all->f->columns[column].left + all->f->columns[column].width;
}

static inline int gutter_end(const struct nets *all, int column)
{
	return gutter_begin(all, column) + all->f->columns[column].gutter - 1;
}

/* Do its lines go from the end of a band to the beginning of the next? */
static inline bool goes_over(const struct nets *all, const struct net *net)
{
	const struct line *line = &all->lines[net->first];

	return all->f->columns[all->f->cards[line->left].column].band != all->f->columns[all->f->cards[line->right].column].band;
}

#endif
