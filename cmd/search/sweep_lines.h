/*
 * sweep_lines.h - what a line of `sweep --json` says of the grid that its cell is of, so that a grid can be swept in parts
 * and put together again.
 *
 * A line is a whole answer of `explore`, or of runs, and has besides
 *
 *     "grid": { "cell": 3, "cells": 32, "part": "3/8", "schedules": 100000, "seconds": 5,
 *               "axes": { "workers": "1..4", "jobs": "1..8" } }
 *
 * where cells are counted from 1, "part" is there when it is one, and the limits (0: none) when it was a search; "exit" says
 * how often a program ends well, but with a status other than 0. Of a person's own file it has "file", the path as it was
 * typed, and "digest", of the text of all its files.
 *
 * What is wrong is said in words that follow "part-1.jsonl:4: ", without a full stop.
 */
#ifndef CMD_SWEEP_LINES_H
#define CMD_SWEEP_LINES_H

#include "cmd/search/sweep.h"
#include "lab/base/arena.h"
#include "lab/base/json_tree.h"

/* A line that was read. */
struct sweep_line {
	const char             *place;          /* "part-1.jsonl:4" */
	const char             *text;
	const struct json_node *node;
};

/* The member "grid". */
void sweep_line_json(struct json *, const struct sweep *, long cell);

/* Which cell it is of, from 0, and of how many. Only of a line that is well. */
long sweep_line_cell(const struct sweep_line *);
long sweep_line_cells(const struct sweep_line *);

/* The value of a setting, or of another member, as a person types it; in the arena. */
const char *sweep_line_value(const struct json_node *, struct arena *);

/* Read line->text: NULL, or what is wrong with it. */
const char *sweep_line_read(struct sweep_line *, struct arena *);

/* What is wrong with it, and what to do. */
const char *sweep_line_damaged(const char *why, struct arena *);

/* Are the two of one grid? NULL, or what tells them apart. */
const char *sweep_line_differs(const struct sweep_line *, const struct sweep_line *first, const struct pattern *,
                               struct arena *);

/* Is the pattern's text what it was when the line was written? NULL, or what to say. */
const char *sweep_line_changed(const struct sweep_line *, const struct pattern *, struct arena *);

/* Fill in the cell that the line is of; `sweep` has the line's grid. NULL, or what is wrong with it. */
const char *sweep_line_take(const struct sweep_line *, struct sweep *, struct arena *);

#endif
