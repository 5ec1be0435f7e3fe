/*
 * graph_layout.h - where the nodes of a graph stand: on a ring, or in columns from left to right; its own.
 *
 * Columns follow Sugiyama, Tagawa and Toda ("Methods for Visual Understanding of Hierarchical System Structures", 1981):
 * edges that would close a circle are turned round, each node stands one column beyond the last that leads to it, edges
 * over several columns pass through points in each, and nodes are put in the order of the middle of their neighbours.
 *
 * Invariants
 *   No two nodes of a column overlap, and none stands on a point through which an edge passes.
 */
#ifndef LAB_EXPORT_GRAPH_LAYOUT_H
#define LAB_EXPORT_GRAPH_LAYOUT_H

#include "lab/base/arena.h"
#include "lab/export/graph.h"

/* A node, or a point through which an edge passes (node is -1). x and y are its middle. */
struct spot {
	int    node, column;
	double x, y, width, height;
	double order;                   /* in its column */
};

/* An edge passes these spots, from its left end to its right one; `turned`: that is from its `to` to its `from`. */
struct way {
	int *spots;
	int  n;
	bool turned;
};

struct layout {
	struct spot *spots;             /* the first n_nodes are the nodes */
	int          n_spots;
	struct way  *ways;              /* by edge; none (n is 0) where an end stands on the ring */
	double       width, height;
	double       centre_x, centre_y, radius;        /* of the ring */
};

/* In the arena. */
struct layout *layout_of(const struct graph *, struct arena *);

#endif
