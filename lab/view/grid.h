/*
 * grid.h - rows and columns that adapt to the width.
 *
 * Columns without a cell that says anything are left out. When it is too wide, columns go in the order of
 * their rank, the highest first; those of rank 0 stay. When that does not help, each row becomes a paragraph.
 */
#ifndef LAB_VIEW_GRID_H
#define LAB_VIEW_GRID_H

#include "lab/base/arena.h"
#include "lab/view/paint.h"

enum { MAX_COLUMNS = 8 };

struct grid_column {
	const char *title;
	int         rank;
	bool        number;             /* to the right */
};

struct grid_row {
	const char *cells[MAX_COLUMNS]; /* NULL is empty */
	enum paint  paints[MAX_COLUMNS];
};

struct grid {
	struct arena              *arena;
	const struct grid_column *columns;
	int                        n_columns, n_rows, room;
	struct grid_row          *rows;
};

/* A new, empty row at the end; valid until the next one. */
struct grid_row *grid_add(struct grid *);

void grid_print(struct buf *, const struct grid *, const struct look *);

#endif
