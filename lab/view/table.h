/*
 * table.h - rows and columns that adapt to the width; the views' own.
 *
 * Columns without a cell that says anything are left out. When the table is too wide, columns go in the order of
 * their rank, the highest first; those of rank 0 stay. When they are still too wide, each row becomes a paragraph of its own.
 */
#ifndef LAB_VIEW_TABLE_H
#define LAB_VIEW_TABLE_H

#include "lab/base/arena.h"
#include "lab/view/paint.h"

enum { MAX_COLUMNS = 8 };

struct table_column {
	const char *title;
	int         rank;
	bool        number;             /* to the right */
};

struct table_row {
	const char *cells[MAX_COLUMNS]; /* NULL is empty */
	enum paint  paints[MAX_COLUMNS];
};

struct table {
	struct arena              *arena;
	const struct table_column *columns;
	int                        n_columns, n_rows, room;
	struct table_row          *rows;
};

/* A new, empty row at the end; valid until the next one. */
struct table_row *table_add(struct table *);

void table_print(struct buf *, const struct table *, const struct look *);

#endif
