/* graph_layout_parts.h - a layout that is being made; what its files share. */
#ifndef LAB_EXPORT_GRAPH_LAYOUT_PARTS_H
#define LAB_EXPORT_GRAPH_LAYOUT_PARTS_H

#include "lab/export/graph_layout.h"

struct laying {
	const struct graph *graph;
	struct layout      *layout;
	struct arena       *arena;
	bool               *on_ring;    /* by node */
	char               *state;      /* by node, while circles are looked for: 0 unseen, 1 on the way, 2 done */
	int                 n_columns;
	int               **columns;    /* the spots of each, in order */
	int                *counts;
};

/* The columns, from left to right; then the ring, to the right of them. */
void layout_columns(struct laying *);
void layout_ring(struct laying *);

#endif
