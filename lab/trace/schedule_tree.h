/*
 * schedule_tree.h - schedules as a tree: what several have in common at their beginning stands there once.
 *
 *     (start) ── p-0 lock a ── p-0 lock b ── ... ── (end: ok)
 *                           └─ p-1 lock b ── (end: deadlock)
 *
 * Plain data: a search fills it (lab/search/listing.h), views and files draw it.
 *
 * Invariants
 *   nodes[0] is the start: it has no step and no parent. A leaf is a node of its own without a step, too: there a schedule
 *   ends. All others are one step each.
 *   A node stands behind its parent. Its children are in the order in which they came, so where schedules with a common
 *   beginning are added one after the other, a walk that takes `first` before `next` meets the leaves by their numbers.
 *   Of the children of a node no two have the same step.
 *   Texts are NULL until the tree is told; then each step has all but `object` and `with`, which it may lack.
 */
#ifndef LAB_TRACE_SCHEDULE_TREE_H
#define LAB_TRACE_SCHEDULE_TREE_H

#include <stdbool.h>

#include "lab/base/arena.h"
#include "lab/trace/schedule.h"
#include "lab/trace/verdict.h"

enum { TREE_MOST_LEAVES = 300, TREE_MOST_NODES = 250000 };

struct tree_node {
	int         parent;             /* in nodes[], as are the next two; -1: none */
	int         first, next;        /* the first that follows it; the next that follows the same as it does */
	int         leaf;               /* in leaves[], of a node where a schedule ends; else -1 */
	int         leaves;             /* schedules that lead through it, or end in it */
	struct step step;               /* that leads here from the parent */
	/* that step, told */
	const char *who;                /* "philosopher-0", "clock" */
	const char *what;               /* "lock fork-0", "send 3 to jobs": all of what is done */
	const char *operation;          /* "lock"; "" for a step of no object, as waking up */
	const char *object;             /* "fork-0", or NULL */
	const char *with;               /* the task that it meets, or NULL */
	const char *here;               /* "dining.c:44"; "" when it has no place */
};

struct tree_leaf {
	int          node;              /* in nodes[] */
	enum verdict verdict;
	long         steps;             /* of the whole schedule */
	int          number;            /* by which it is told: of all schedules, those left out too, the first has 1 */
	const char  *why;               /* "philosopher-0: broken claim: ...": what the last step did wrong, or NULL */
};

/* What the leaves are. */
enum tree_extent {
	TREE_EVERY,                     /* every schedule that was searched */
	TREE_OUTCOMES                   /* those are too many: of each outcome the shortest one that is known */
};

struct schedule_tree {
	enum tree_extent  extent;
	long              schedules;    /* that the search came to the end of; with TREE_EVERY, one for each leaf */
	const char       *limit;        /* why there may be more of them, as a phrase ("limit of time"); NULL: those are all */
	bool              settled;      /* it is proved that there is no other outcome than those of the leaves */
	unsigned          wanted;       /* only schedules that end so are listed: a bit by verdict; 0: all */
	int               left_out;     /* that are not, or have been taken out again: tree_keep() */
	int               n_nodes, n_leaves;
	struct tree_node *nodes;
	struct tree_leaf *leaves;
	/* the tree's own */
	struct arena     *texts;
	int               node_room, leaf_room;
};

/* An empty one: the start alone. The caller's, given back with tree_free(). */
struct schedule_tree *tree_new(void);
void tree_free(struct schedule_tree *);         /* NULL is harmless */

/* Take all schedules out. What is said of them together, and which are wanted, stays. */
void tree_clear(struct schedule_tree *);

/*
 * Add a schedule that is not there yet, where it is wanted. False, and nothing is added, when there would be more leaves or nodes than may be.
 */
bool tree_add(struct schedule_tree *, const struct step *, long n, enum verdict);

/* Only those leaves stay for which `keep`, by leaf, is true; they keep their numbers, and what has been told of them. */
void tree_keep(struct schedule_tree *, const bool *keep);

/* The leaf with the fewest steps of those that end like `leaf`, the first of several. */
int tree_shortest(const struct schedule_tree *, int leaf);

/* The steps that lead to leaf `leaf`, leaves[leaf].steps of them, into `steps`. */
void tree_schedule(const struct schedule_tree *, int leaf, struct step *steps);

/* The last node of the chain that begins with `node`: each but the last is followed by one alone. */
int tree_chain(const struct schedule_tree *, int node);

#endif
