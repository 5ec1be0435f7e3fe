/* picture_row_parts.h - between picture_row.c (what stands where), picture_row_draw.c (texts) and the files of the lines. */
#ifndef LAB_VIEW_PICTURE_ROW_PARTS_H
#define LAB_VIEW_PICTURE_ROW_PARTS_H

#include "lab/view/picture_parts.h"

/* A node, or a family that is folded. */
struct card {
	int         first, n;           /* nodes[] of the stage */
	int         column, top;        /* which column, and the row of its first line */
	const char *name;
};

struct column {
	int layer, n;                   /* cards */
	int least, wanted;              /* columns of the screen */
	int left, width;
	int gutter;                     /* right of it */
	int band;                       /* columns that do not fit beside one another go on below */
};

struct row_form {
	const struct shot        *shot;
	const struct stage_group *group;
	struct sheet             *sheet;
	int                       n_columns, n_cards, n_bands, pitch, rows;
	struct column            *columns;
	struct card              *cards;
	int                      *card_of;      /* by node, from the group's first */
};

static inline int row_smaller(int a, int b)
{
	return a < b ? a : b;
}

static inline const struct stage_node *row_node(const struct row_form *f, const struct card *card)
{
	return &f->shot->stage->nodes[card->first];
}

bool row_is_channel(const struct row_form *, int object);

/* "←" between an object's name and those of who gives to it; "→" of who takes, "↔" of who does both. */
const char *row_arrow(const struct row_form *, enum stage_flow);

/* The name of an object once more: it tells more now. */
void row_write_name(const struct row_form *, const struct card *);

/* All has its place, and the sheet is there: write the cards, draw the lines. */
void row_draw(const struct row_form *);
void row_lines(const struct row_form *);

#endif
