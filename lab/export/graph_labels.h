/*
 * graph_labels.h - where the words on a graph's edges stand; graph_svg.c's own.
 *
 * Invariant
 *   A label stands beside a place of its own edge. Of those places it has the one where the least is beneath it: boxes and
 *   other labels first, then edges, its own among them.
 */
#ifndef LAB_EXPORT_GRAPH_LABELS_H
#define LAB_EXPORT_GRAPH_LABELS_H

#include "lab/export/graph_layout.h"

/* A part of an edge, as it is drawn: a cubic curve, or a straight line from its first point to its last. */
struct piece {
	int    edge;
	bool   straight, arrow;
	double p[8];
};

struct box {
	double left, top, right, bottom;
};

struct labels {
	const struct graph  *graph;
	const struct layout *layout;
	const struct piece  *pieces;
	int                  n_pieces;
	struct box          *taken;     /* room for one an edge: the labels that have a place */
	int                  n_taken;
};

/*
 * The middle of the label of this piece's edge; it is taken from then on. False: something is beneath it; a label that may be
 * left out is not placed then.
 */
bool label_place(struct labels *, int piece, double *x, double *y);

#endif
