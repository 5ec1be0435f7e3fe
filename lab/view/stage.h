/*
 * stage.h - where every task and every object of a run stands in a picture of it, whoever draws that.
 *
 * The places are abstract: a picture in text and one in pixels make of them what they can. They follow from who is declared
 * to do what to which object, and from what the trace shows was done: no pattern and no kind of object is known by name. So the stage is the same at every moment of a run.
 *
 *     a circle of tasks and locks, or of like tasks and channels    a ring: dining is a table
 *     whoever gives, what it is given to, whoever takes             a row from left to right: a pool
 *     tasks that do the same                                        one below the other: a family
 *
 * A group is a part of the picture for itself: a ring; or layers, in which tasks and objects take turns. Groups stand one
 * below the other, the rings first.
 *
 * Invariants
 *   Every task is on the stage. So is every object that somebody uses, but for those that stand for tasks.
 *   In layers: tasks have even layers, objects odd ones; each layer's slots are 0 .. n-1, the members of a family
 *   stand together in the order of their ids. A layer may be empty.
 *   In a ring: tasks have even places, objects odd ones, clockwise; each uses the one before it and the one after it.
 *   An edge goes to the right, or within a ring, unless it is marked `back` or leads to another group.
 *   The same trace and snapshot give the same stage.
 */
#ifndef LAB_VIEW_STAGE_H
#define LAB_VIEW_STAGE_H

#include "lab/base/arena.h"
#include "lab/trace/snapshot.h"
#include "lab/trace/trace.h"

struct stage_node {
	int task, object;       /* an id; the other is NO_TASK, NO_OBJECT */
	int group;
	int ring;               /* its place in a ring, from 0, clockwise, 0 at the top; -1: the group has layers */
	int layer, slot;        /* from the left, from the top; 0 in a ring */
	int family;             /* those that are alike have the same number: the least index of them in nodes[] */
};

enum stage_flow {
	STAGE_GIVES,            /* the task to the object: sends, counts down, signals, stores */
	STAGE_TAKES,            /* the object to the task: receives, waits, loads */
	STAGE_USES              /* both, or neither: locks and unlocks */
};

/* What an event of an object is; STAGE_USES: neither, or both. */
enum stage_flow stage_flow_of_event(enum event_kind);

struct stage_edge {
	int             task, object;   /* indices in nodes[] */
	enum stage_flow flow;
	bool            back;           /* against the order of the layers: it closes a circle */
};

struct stage_group {
	int first, n;           /* its nodes: nodes[first] .. nodes[first + n - 1] */
	bool ring;
	int n_layers, n_slots;  /* slots of the longest layer */
};

struct stage {
	int                 n_nodes, n_edges, n_groups;
	struct stage_node  *nodes;      /* by group; in a ring by place, else by layer, then by slot */
	struct stage_edge  *edges;      /* by task, then by object */
	struct stage_group *groups;
	int                *of_task;    /* by id: its index in nodes[] */
	int                *of_object;  /* likewise; -1: not on the stage */
	struct arena       *arena;
};

/* Neither need outlive the stage. Costs one walk over the trace, then little beside it. */
struct stage *stage_new(const struct trace *, const struct snapshot *);
void stage_free(struct stage *);        /* NULL is harmless */

#endif
