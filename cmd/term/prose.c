/* prose.c - text fitted to a width; see prose.h. */
#include "cmd/term/prose.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/base/text.h"

void prose_colour(struct buf *out, const struct look *look, const char *sgr, const char *text)
{
	if (look->colour)
		buf_printf(out, "\033[%sm%s\033[0m", sgr, text);
	else
		buf_adds(out, text);
}

/* ---- Tables. ---- */

enum { TRY_INDENT = 5, TRY_AGAIN = 9 };  /* columns before a command that could be typed, and before the rest of one */
enum { GAP = 2, MOST_COLUMNS = sizeof ((struct table *)0)->least / sizeof(int) };

void table_row(struct table *table, const char *const *cells)
{
	size_t n = (size_t)(table->n_rows + 1) * (size_t)table->n_columns;
	struct buf copy = { 0 };

	table->cell = realloc(table->cell, n * sizeof *table->cell);
	must(table->cell);
	for (int i = 0; i < table->n_columns; i++) {
		buf_adds(&copy, cells[i]);
		table->cell[table->n_rows * table->n_columns + i] = buf_take(&copy);
	}
	table->n_rows++;
}

/* The last cell of a row that says anything; 0 where none does. */
static int last_cell(const struct table *table, int row)
{
	int last = table->n_columns - 1;

	while (last > 0 && !*table->cell[row * table->n_columns + last])
		last--;
	return last;
}

/* Everything on one line, the last cell wrapped below itself. */
static void draw_row(struct buf *out, const struct table *table, int row, const int *widths,
                     const struct look *look)
{
	int column = GAP, last = last_cell(table, row);
	const char *cell;

	buf_fill(out, ' ', GAP);
	for (int i = 0; i < last; i++) {
		cell = table->cell[row * table->n_columns + i];
		buf_adds(out, cell);
		buf_fill(out, ' ', widths[i] - text_columns(cell) + GAP);
		column += widths[i] + GAP;
	}
	text_wrap(out, table->cell[row * table->n_columns + last], column, column, look->width, look->ascii);
}

/* The widths of all columns; where that is to be `tight`, without cells that end their row, for they can be wrapped. */
static void measure(int *widths, const struct table *table, bool tight)
{
	for (int i = 0; i < table->n_columns; i++)
		widths[i] = table->least[i];
	for (int row = 0; row < table->n_rows; row++)
		for (int i = 0; i < table->n_columns; i++) {
			int width = text_columns(table->cell[row * table->n_columns + i]);

			if (width > widths[i] && (!tight || i < last_cell(table, row) || i == table->n_columns - 1))
				widths[i] = width;
		}
}

/* The columns of the longest word in the last cells: a place in a file is not to be torn apart. */
static int longest_word(const struct table *table)
{
	enum { TOO_LONG = 32 };
	int longest = 0;

	for (int row = 0; row < table->n_rows; row++) {
		const char *word = table->cell[(row + 1) * table->n_columns - 1];

		for (size_t n; *word; word += n, word += strspn(word, " ")) {
			n = strcspn(word, " ");
			if ((int)n > longest && n <= TOO_LONG)
				longest = (int)n;
		}
	}
	return longest;
}

/* Is there room for the columns, and for some of the last one? */
static bool fits(const int *widths, const struct table *table, const struct look *look)
{
	enum { ROOM_FOR_LAST = 16 };
	int total = GAP, last = table->n_columns - 1, longest = longest_word(table);
	int room = longest > ROOM_FOR_LAST ? longest : ROOM_FOR_LAST;

	for (int i = 0; i < last; i++)
		total += widths[i] + GAP;
	return total + (widths[last] < room ? widths[last] : room) <= look->width;
}

/* Too narrow for columns: the first cell, then the others, on a line of their own unless all first cells are short. */
static void draw_stacked(struct buf *out, const struct table *table, int row, int first, const struct look *look)
{
	enum { SHORT = 4 };             /* a number */
	const char *const *cell = (const char *const *)&table->cell[row * table->n_columns];
	struct buf rest = { 0 };

	for (int i = 1; i < table->n_columns; i++)
		if (*cell[i])
			buf_printf(&rest, "%s%s", rest.length ? ", " : "", cell[i]);
	if (first <= SHORT) {
		buf_fill(out, ' ', GAP);
		buf_adds(out, cell[0]);
		buf_fill(out, ' ', first - text_columns(cell[0]) + GAP);
		text_wrap(out, buf_text(&rest), first + 2 * GAP, first + 2 * GAP, look->width, look->ascii);
	} else {
		if (*cell[0])
			text_wrap(out, cell[0], 0, 2, look->width, look->ascii);
		buf_fill(out, ' ', GAP);
		text_wrap(out, buf_text(&rest), GAP, GAP, look->width, look->ascii);
	}
	buf_free(&rest);
}

void table_draw(struct buf *out, struct table *table, const struct look *look)
{
	int widths[MOST_COLUMNS];
	bool columns;

	must(table->n_columns <= MOST_COLUMNS);
	measure(widths, table, false);
	columns = fits(widths, table, look);
	if (!columns) {
		measure(widths, table, true);
		columns = fits(widths, table, look);
	}
	for (int row = 0; row < table->n_rows; row++) {
		if (columns)
			draw_row(out, table, row, widths, look);
		else
			draw_stacked(out, table, row, widths[0], look);
	}
	for (int i = 0; i < table->n_rows * table->n_columns; i++)
		free(table->cell[i]);
	free(table->cell);
	table->cell = NULL;
	table->n_rows = 0;
}

/* A command, which is broken where a word ends when it is too long for the line. */
static void add_command(struct buf *out, const char *text, size_t length, int width)
{
	size_t room = (size_t)width - TRY_INDENT, at;

	for (; length > room; room = (size_t)width - TRY_AGAIN) {
		for (at = room; at > 0 && text[at] != ' '; at--)
			;
		if (at == 0)
			break;
		buf_add(out, text, at);
		buf_addc(out, '\n');
		buf_fill(out, ' ', TRY_AGAIN);
		text += at + 1;
		length -= at + 1;
	}
	buf_add(out, text, length);
}

void prose_join_try(char *text)
{
	char *to = text;

	while (*text) {
		size_t spaces = *text == '\n' ? strspn(text + 1, " ") : 0;

		if (spaces == TRY_AGAIN) {
			*to++ = ' ';
			text += 1 + spaces;
		} else {
			*to++ = *text++;
		}
	}
	*to = '\0';
}

void prose_try(struct buf *out, const struct look *look, const char *commands)
{
	if (look->looks_on)
		return;
	prose_colour(out, look, "2", "try:");
	for (int n = 0; *commands; n++) {
		size_t length = strcspn(commands, "\n");

		buf_adds(out, n ? "     " : " ");
		add_command(out, commands, length, look->screen ? look->width : INT_MAX);
		buf_addc(out, '\n');
		commands += length + (commands[length] == '\n');
	}
}

void quote_typed(struct buf *out, const char *text)
{
	enum { LONGEST = 40 };
	size_t n = strlen(text), shown = n > LONGEST ? LONGEST - 3 : n;

	while (shown < n && shown > 0 && ((unsigned char)text[shown] & 0xc0) == 0x80)
		shown--;
	buf_addc(out, '\'');
	for (size_t i = 0; i < shown; i++)
		buf_addc(out, (unsigned char)text[i] < 0x20 || text[i] == 0x7f ? '?' : text[i]);
	buf_adds(out, shown < n ? "...'" : "'");
}
