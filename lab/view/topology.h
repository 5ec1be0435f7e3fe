/*
 * topology.h - the map that is drawn from declared uses; the views' own.
 *
 * A node is a set of families; an edge is a channel, from its senders to its receivers, or a join, or a start. Where
 * no task is declared at one end of a channel, main may be meant, which made the channel: "main?", which is explained below
 * the map; or nobody, when main has declared what it does.
 */
#ifndef LAB_VIEW_TOPOLOGY_H
#define LAB_VIEW_TOPOLOGY_H

#include "lab/base/arena.h"
#include "lab/trace/family.h"
#include "lab/view/paint.h"

struct node {
	bool       *has;                /* by family */
	const char *name;               /* "worker-0..2, closer" */
	bool        guessed;            /* it is main, which has not declared what it does */
	bool        drawn;
	bool        entered;            /* some edge leads here */
	int         n_out;              /* edges that start here */
	int         first;              /* its first family; beyond all when it is nobody */
};

struct edge {
	int         from, to;           /* nodes */
	const char *label;
};

struct map {
	const struct snapshot *snapshot;
	const struct look     *look;
	struct arena          *arena;
	struct families        all;     /* alike in uses */
	int                   *family;  /* of each task */
	struct node           *nodes;
	struct edge           *edges;
	int                    n_nodes, n_edges;
	struct buf            *out;
};

/* The operations of an object that record this event, as a set of kinds. */
unsigned map_kinds(const struct snap_object *, enum event_kind);

/* Nobody yet: room for all families. In the map's arena. */
bool *map_nobody(struct map *);

/* Names of the tasks of these families: "task-0..2, closer". In the map's arena. */
const char *map_names(struct map *, const bool *has);

/* A text as it can be shown. In the map's arena. */
const char *map_text(struct map *, const char *);

/* The ends of an edge: sets of families, which the map keeps. NULL: perhaps main, which is not known. */
void map_add_edge(struct map *, bool *from, bool *to, const char *label);

/* An edge for each bundle of channels. */
void map_add_channels(struct map *);

/* Draw the edges; list the objects that are neither channels nor tasks. */
void map_draw_edges(struct map *);
void map_list_objects(struct map *);

#endif
