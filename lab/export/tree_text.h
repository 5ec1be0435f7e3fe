/*
 * tree_text.h - what is written of a tree of schedules into its boxes, and where they are pointed at; for pictures in files.
 */
#ifndef LAB_EXPORT_TREE_TEXT_H
#define LAB_EXPORT_TREE_TEXT_H

#include "lab/base/buf.h"
#include "lab/trace/schedule_tree.h"

/* The last step of the chain that begins with `node`; -1: it has none, for it is a leaf. */
int tree_last_step(const struct schedule_tree *, int node);

/* Its steps, one a line: "philosopher-0: lock fork-0 (dining.c:39)". Empties the buffer before, as do the others. */
void tree_chain_title(struct buf *, const struct schedule_tree *, int node);

/* "3 deadlock, 8 steps"; and what that means, with the schedule. */
void tree_leaf_text(struct buf *, const struct schedule_tree *, int leaf);
void tree_leaf_title(struct buf *, const struct schedule_tree *, int leaf);

#endif
