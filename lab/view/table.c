/* table.c - see table.h. */
#include "lab/view/table.h"

#include <string.h>

#include "lab/base/text.h"

enum { GAP = 2 };

struct table_row *table_add(struct table *table)
{
	if (table->n_rows == table->room) {
		int room = table->room ? 2 * table->room : 16;
		struct table_row *rows = arena_alloc(table->arena, (size_t)room * sizeof *rows);

		if (table->n_rows)
			memcpy(rows, table->rows, (size_t)table->n_rows * sizeof *rows);
		table->rows = rows;
		table->room = room;
	}
	return &table->rows[table->n_rows++];
}

/* What the column takes with all it says; 0 when it says nothing. */
static int natural(const struct table *table, int column)
{
	int widest = 0;

	for (int i = 0; i < table->n_rows; i++) {
		const char *cell = table->rows[i].cells[column];
		int own = cell ? text_columns(cell) : 0;

		widest = own > widest ? own : widest;
	}
	if (widest > 0 && text_columns(table->columns[column].title) > widest)
		widest = text_columns(table->columns[column].title);
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
static int least_wanted(const struct table *table, const int *widths)
{
	int found = -1;

	for (int i = 0; i < table->n_columns; i++)
		if (widths[i] && table->columns[i].rank > (found < 0 ? 0 : table->columns[found].rank))
			found = i;
	return found;
}

/* Settle the widths; 0 is left out. Returns whether a line holds a row. */
static bool fit(const struct table *table, int *widths, int width)
{
	int n = table->n_columns, column = 0;

	for (int i = 0; i < n; i++)
		widths[i] = natural(table, i);
	while (total(widths, n) > width && (column = least_wanted(table, widths)) >= 0)
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

static void print_line(struct buf *out, const struct table *table, int row, const int *widths, const struct look *look)
{
	size_t from = out->length;

	for (int i = 0; i < table->n_columns; i++) {
		const char *text = row < 0 ? table->columns[i].title : table->rows[row].cells[i];

		if (!widths[i])
			continue;
		buf_fill(out, ' ', out->length > from ? GAP : 0);
		cell(out, text ? text : "", widths[i], table->columns[i].number,
		     row < 0 ? DIM : table->rows[row].paints[i], look);
	}
	text_trim(out, from);
	buf_addc(out, '\n');
}

/* The first cell, then the others that are wanted, each on lines of its own: "holds: lock-1". */
static void print_paragraph(struct buf *out, const struct table *table, const struct table_row *row, const int *widths,
                            const struct look *look)
{
	struct buf text = { 0 };

	text_cut_name(out, row->cells[0], look_width(look), look->ascii);
	buf_addc(out, '\n');
	for (int i = 1; i < table->n_columns; i++) {
		if (!widths[i] || !row->cells[i] || !*row->cells[i])
			continue;
		buf_clear(&text);
		buf_printf(&text, "%s: %s", table->columns[i].title, row->cells[i]);
		buf_adds(out, "  ");
		paint_on(out, row->paints[i], look);
		text_wrap(out, buf_text(&text), 2, 4, look_width(look), look->ascii);
		paint_off(out, row->paints[i], look);
	}
	buf_free(&text);
}

void table_print(struct buf *out, const struct table *table, const struct look *look)
{
	int widths[MAX_COLUMNS];
	bool lines = fit(table, widths, look_width(look));

	for (int row = lines ? -1 : 0; row < table->n_rows; row++)
		if (lines)
			print_line(out, table, row, widths, look);
		else
			print_paragraph(out, table, &table->rows[row], widths, look);
}
