/* grid.c - see grid.h. */
#include "lab/view/grid.h"

#include <string.h>

#include "lab/base/text.h"

enum { GAP = 2 };

struct grid_row *grid_add(struct grid *grid)
{
	if (grid->n_rows == grid->room) {
		int room = grid->room ? 2 * grid->room : 16;
		struct grid_row *rows = arena_alloc(grid->arena, (size_t)room * sizeof *rows);

		if (grid->n_rows)
			memcpy(rows, grid->rows, (size_t)grid->n_rows * sizeof *rows);
		grid->rows = rows;
		grid->room = room;
	}
	return &grid->rows[grid->n_rows++];
}

/* What the column takes with all it says; 0 when it says nothing. */
static int natural(const struct grid *grid, int column)
{
	int widest = 0;

	for (int i = 0; i < grid->n_rows; i++) {
		const char *cell = grid->rows[i].cells[column];
		int own = cell ? text_columns(cell) : 0;

		widest = own > widest ? own : widest;
	}
	if (widest > 0 && text_columns(grid->columns[column].title) > widest)
		widest = text_columns(grid->columns[column].title);
	return widest;
}

static int total(const int *widths, int n)
{
	int sum = -GAP;

	for (int i = 0; i < n; i++)
		sum += widths[i] ? widths[i] + GAP : 0;
	return sum;
}

/* The column to leave out next: of the highest rank; -1 when only those of rank 0 are left. */
static int least_wanted(const struct grid *grid, const int *widths)
{
	int found = -1;

	for (int i = 0; i < grid->n_columns; i++)
		if (widths[i] && grid->columns[i].rank > (found < 0 ? 0 : grid->columns[found].rank))
			found = i;
	return found;
}

/* Settle the widths; 0 is left out. Returns whether a line holds a row. */
static bool fit(const struct grid *grid, int *widths, int width)
{
	int n = grid->n_columns, column = 0;

	for (int i = 0; i < n; i++)
		widths[i] = natural(grid, i);
	while (total(widths, n) > width && (column = least_wanted(grid, widths)) >= 0)
		widths[column] = 0;
	return total(widths, n) <= width;
}

static void cell(struct buf *out, const char *text, int width, bool number, enum paint paint, const struct look *look)
{
	int columns = text_columns(text);

	if (number)
		buf_fill(out, ' ', width - columns);
	columns = painted(out, text, width, paint, look);
	if (!number)
		buf_fill(out, ' ', width - columns);
}

static void print_line(struct buf *out, const struct grid *grid, int row, const int *widths, const struct look *look)
{
	size_t from = out->length;

	for (int i = 0; i < grid->n_columns; i++) {
		const char *text = row < 0 ? grid->columns[i].title : grid->rows[row].cells[i];

		if (!widths[i])
			continue;
		buf_fill(out, ' ', out->length > from ? GAP : 0);
		cell(out, text ? text : "", widths[i], grid->columns[i].number,
		     row < 0 ? DIM : grid->rows[row].paints[i], look);
	}
	text_trim(out, from);
	buf_addc(out, '\n');
}

/* The first cell, then the others that are wanted, each on lines of its own: "holds: lock-1". */
static void print_paragraph(struct buf *out, const struct grid *grid, const struct grid_row *row, const int *widths,
                            const struct look *look)
{
	struct buf text = { 0 };

	text_cut_name(out, row->cells[0], paint_width(look), look->ascii);
	buf_addc(out, '\n');
	for (int i = 1; i < grid->n_columns; i++) {
		if (!widths[i] || !row->cells[i] || !*row->cells[i])
			continue;
		buf_clear(&text);
		buf_printf(&text, "%s: %s", grid->columns[i].title, row->cells[i]);
		buf_adds(out, "  ");
		paint_on(out, row->paints[i], look);
		text_wrap(out, buf_text(&text), 2, 4, paint_width(look), look->ascii);
		paint_off(out, row->paints[i], look);
	}
	buf_free(&text);
}

void grid_print(struct buf *out, const struct grid *grid, const struct look *look)
{
	int widths[MAX_COLUMNS];
	bool lines = fit(grid, widths, paint_width(look));

	for (int row = lines ? -1 : 0; row < grid->n_rows; row++)
		if (lines)
			print_line(out, grid, row, widths, look);
		else
			print_paragraph(out, grid, &grid->rows[row], widths, look);
}
