/*
 * svg_map.h - a grid of cells with a letter each, drawn: rows, columns, a block for each combination of what is beyond.
 */
#ifndef LAB_EXPORT_SVG_MAP_H
#define LAB_EXPORT_SVG_MAP_H

#include <stdio.h>

#include "lab/base/buf.h"
#include "lab/export/svg.h"

/* A cell: what it says is asked of whoever draws. */
struct svg_map_cell {
	char           mark;
	enum svg_class class;
};

struct svg_map {
	const char        *title, *description;
	const char        *across, *down;       /* the names of the axes; `down` is NULL where there is but one row */
	const char *const *columns, *const *rows;       /* their values */
	int                n_columns, n_rows, n_blocks;
	const char *const *blocks;      /* a head for each; NULL where there is but one */

	/* Cell number `i`: columns change fastest, then rows, then blocks. It appends to `title` what stands there. */
	struct svg_map_cell (*cell)(void *context, long i, struct buf *title);
	void               *context;

	/* What the letters mean, those that are there. */
	int                n_meanings;
	const char *const *meanings;
	const struct svg_map_cell *marks;       /* as many */
	const char        *law;         /* lines that stand below, or NULL */
};

void svg_map(FILE *, const struct svg_map *);

#endif
