/*
 * svg_tree.h - schedules as a tree, drawn from left to right: a box for each chain of steps without a fork, one for each
 * end.
 */
#ifndef LAB_EXPORT_SVG_TREE_H
#define LAB_EXPORT_SVG_TREE_H

#include <stdio.h>

#include "lab/trace/schedule_tree.h"

/* Whoever points at a box reads each of its steps. The tree has leaves, and is told. Errors stay in the FILE. */
void svg_tree(FILE *, const struct schedule_tree *, const char *title);

#endif
