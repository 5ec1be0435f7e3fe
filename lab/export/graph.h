/*
 * graph.h - tasks and objects as a graph: who waits for whom, who talks to whom; drawn as SVG, or told to Graphviz.
 *
 * Tasks that are alike share a node ("worker-0..7"), and so do objects that are used alike.
 */
#ifndef LAB_EXPORT_GRAPH_H
#define LAB_EXPORT_GRAPH_H

#include <stdbool.h>
#include <stdio.h>

#include "lab/base/arena.h"
#include "lab/export/svg.h"
#include "lab/trace/schedule_tree.h"
#include "lab/trace/snapshot.h"
#include "lab/trace/trace.h"

struct graph_node {
	const char    *name, *below;    /* `below` is a second line; NULL: none */
	const char    *title;           /* where it is pointed at */
	enum svg_class class;
	bool           object;          /* else tasks */
};

struct graph_edge {
	int            from, to;
	const char    *label;           /* NULL: none */
	bool           spare;           /* the label is left out where there is no room */
	enum svg_class class;
	bool           arrow;
	const char    *title;           /* where it is pointed at; NULL: none */
};

struct graph {
	struct arena      *arena;       /* owns all of it */
	const char        *title, *description;
	int                n_nodes, n_edges, room_nodes, room_edges;
	struct graph_node *nodes;
	struct graph_edge *edges;
	int                n_ring;      /* nodes that stand on a ring, in this order; 0: there is none */
	int               *ring;
	const char        *empty;       /* what is said when there are no nodes */
};

/* Who waits for whom at the snapshot: a circle of waiting stands on a ring. The snapshot must outlive the graph. */
struct graph *graph_of_waits(const struct snapshot *, const char *title);

/*
 * Who may do what to what, by what tasks declare; or where none declares anything, as those of a program, who did it in the
 * trace.
 */
struct graph *graph_of_topology(const struct snapshot *, const struct trace *, const char *title);

/* Schedules as a tree, for graph_dot(): svg_tree() draws it better than graph_svg(). */
struct graph *graph_of_schedules(const struct schedule_tree *, const char *title);

void graph_free(struct graph *);

void graph_svg(FILE *, const struct graph *);
void graph_dot(FILE *, const struct graph *);

/* ---- For those who make one ---- */

struct graph *graph_new(const char *title);
int graph_add_node(struct graph *, struct graph_node);
void graph_add_edge(struct graph *, struct graph_edge);

/* Is every node tied to exactly two others, and all of them one circle? Then that is the ring. */
void graph_find_ring(struct graph *);

#endif
