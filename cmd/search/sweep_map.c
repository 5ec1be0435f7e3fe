/* sweep_map.c - a grid drawn: rows and columns for the last two axes, a block for each combination of the others. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/run/report.h"
#include "cmd/search/sweep.h"
#include "cmd/term/prose.h"
#include "lab/base/text.h"

/* ---- Marks ---- */

static const char letters[CELL_ENDS] = {
	[VERDICT_OK] = '.', [VERDICT_DEADLOCK] = 'D', [VERDICT_LEAK] = 'L', [VERDICT_PANIC] = 'P', [VERDICT_BROKEN] = 'B',
	[VERDICT_CRASH] = 'C', [VERDICT_RACE] = 'R', [VERDICT_UNDECLARED] = 'U', [VERDICT_LIVELOCK] = 'V', [VERDICT_STALLED] = 'S',
	[VERDICT_INTERRUPTED] = 'I', [VERDICT_FAILED] = 'F',
	[CELL_EXIT] = 'E'
};

char sweep_mark(const struct sweep *sweep, long i)
{
	const struct cell *cell = &sweep->cells[i];
	int worst = cell_worst(cell);

	if (!cell->done)
		return '-';
	if (worst == VERDICT_OK)
		return cell->proved || sweep->real ? '.' : '?';
	return cell->always[worst] ? letters[worst] : (char)tolower(letters[worst]);
}

static const char *colour_of(char mark)
{
	if (mark == '.')
		return "32";
	if (mark == '?' || mark == '-')
		return "2";
	return isupper((unsigned char)mark) ? "31" : "35";
}

static void add_mark(struct buf *out, char mark, const struct look *look)
{
	prose_colour(out, look, colour_of(mark), (const char[]){ mark, '\0' });
}

/* ---- Labels ---- */

char *sweep_label(const struct sweep *sweep, int axis, int index, bool named)
{
	struct spec spec = spec_of_pattern(sweep->pattern, sweep->axes[axis].setting);
	struct buf text = { 0 };

	if (named)
		buf_printf(&text, "%s=", spec.name);
	spec_value(&text, &spec, sweep->axes[axis].values[index], NULL);
	return buf_take(&text);
}

static int widest(const struct sweep *sweep, int axis, bool named)
{
	int most = 1;

	for (int i = 0; i < sweep->axes[axis].n; i++) {
		char *text = sweep_label(sweep, axis, i, named);

		most = text_columns(text) > most ? text_columns(text) : most;
		free(text);
	}
	return most;
}

static void add_right(struct buf *out, const char *text, int width)
{
	buf_fill(out, ' ', width - text_columns(text));
	buf_adds(out, text);
}

/* ---- Blocks ---- */

struct block {
	const struct sweep *sweep;
	const struct look  *look;
	int                 rows, columns;      /* axes; rows -1: there is only one */
	int                 side, width;        /* of the labels of rows, of a column with the gap before it */
	long                first;              /* cell */
};

static void add_columns_head(struct buf *out, const struct block *b, int from, int to)
{
	const char *name = b->sweep->pattern->settings[b->sweep->axes[b->columns].setting].name;
	size_t start = out->length;

	buf_fill(out, ' ', b->side);
	buf_printf(out, "  %s\n", name);
	start = out->length;
	buf_fill(out, ' ', b->side);
	for (int i = from; i < to; i++) {
		char *text = sweep_label(b->sweep, b->columns, i, false);

		add_right(out, text, b->width);
		free(text);
	}
	text_trim(out, start);
	buf_addc(out, '\n');
}

static void add_row(struct buf *out, const struct block *b, int row, int from, int to)
{
	long first = b->first + (long)row * b->sweep->axes[b->columns].n;
	size_t start = out->length;
	char *text = b->rows < 0 ? NULL : sweep_label(b->sweep, b->rows, row, true);

	buf_adds(out, text ? text : "");
	buf_fill(out, ' ', b->side - (text ? text_columns(text) : 0));
	for (int i = from; i < to; i++) {
		buf_fill(out, ' ', b->width - 1);
		add_mark(out, sweep_mark(b->sweep, first + i), b->look);
	}
	text_trim(out, start);
	buf_addc(out, '\n');
	free(text);
}

/* The columns that do not fit go below. */
static void add_block(struct buf *out, const struct block *b)
{
	int n = b->sweep->axes[b->columns].n, n_rows = b->rows < 0 ? 1 : b->sweep->axes[b->rows].n;
	int room = (b->look->width - b->side) / b->width;

	room = room < 1 ? 1 : room;
	for (int from = 0; from < n; from += room) {
		int to = from + room < n ? from + room : n;

		add_columns_head(out, b, from, to);
		for (int row = 0; row < n_rows; row++)
			add_row(out, b, row, from, to);
	}
}

static void add_block_head(struct buf *out, const struct block *b)
{
	int n = b->sweep->n_axes - 2;

	for (int i = 0; i < n; i++) {
		char *text = sweep_label(b->sweep, i, sweep_index(b->sweep, b->first, i), true);

		buf_printf(out, "%s%s", i ? " " : "", text);
		free(text);
	}
	if (n > 0)
		buf_addc(out, '\n');
}

/* ---- What the letters mean ---- */

static bool has_mark(const struct sweep *sweep, char mark)
{
	for (long i = 0; i < sweep->n_cells; i++)
		if (sweep_mark(sweep, i) == mark)
			return true;
	return false;
}

static void add_meaning(struct buf *out, struct buf *plain, const struct sweep *sweep, char mark, const char *meaning,
                        const struct look *look)
{
	if (!has_mark(sweep, mark))
		return;
	if (plain->length + strlen(meaning) + 6 > (size_t)look->width) {
		buf_addc(out, '\n');
		buf_clear(plain);
	}
	buf_adds(out, plain->length ? "   " : "");
	add_mark(out, mark, look);
	buf_printf(out, " %s", meaning);
	buf_printf(plain, "     %s", meaning);
}

void sweep_meaning(struct buf *out, const struct sweep *sweep, char mark)
{
	if (mark == '.')
		buf_adds(out, sweep->real ? "ok each time" : "ok, proved");
	if (mark == '?')
		buf_adds(out, "ok as far as was looked");
	if (mark == '-')
		buf_adds(out, "not looked at");
	for (int i = VERDICT_OK + 1; i < CELL_ENDS; i++)
		if (tolower(mark) == tolower(letters[i]))
			buf_printf(out, "%s %s", mark == letters[i] ? "always" : "sometimes",
			           i == CELL_EXIT ? "an exit status other than 0" : cell_word(i));
}

const char *sweep_marks(void)
{
	static char marks[2 * CELL_ENDS + 2] = ".?";
	int n = 2;

	for (int i = VERDICT_OK + 1; i < CELL_ENDS; i++) {
		marks[n++] = letters[i];
		marks[n++] = (char)tolower(letters[i]);
	}
	marks[n] = '-';
	return marks;
}

static void add_legend(struct buf *out, const struct sweep *sweep, const struct look *look)
{
	struct buf plain = { 0 }, text = { 0 };

	for (const char *mark = sweep_marks(); *mark; mark++) {
		buf_clear(&text);
		sweep_meaning(&text, sweep, *mark);
		add_meaning(out, &plain, sweep, *mark, buf_text(&text), look);
	}
	if (plain.length)
		buf_addc(out, '\n');
	buf_free(&plain);
	buf_free(&text);
}

/* "3 of 12 cells done, those of part 2 of 4" */
static void add_count(struct buf *out, const struct sweep *sweep)
{
	long n = sweep_n_mine(sweep);

	if (sweep->n_done == sweep->n_cells)
		return;
	buf_printf(out, "%ld of %ld cell%s done", sweep->n_done, sweep->n_cells, text_s(sweep->n_cells));
	if (sweep->n_parts > 1 && sweep->n_done < n)
		buf_printf(out, "; part %d of %d has %ld", sweep->part, sweep->n_parts, n);
	else if (sweep->n_parts > 1)
		buf_printf(out, ", those of part %d of %d", sweep->part, sweep->n_parts);
	buf_addc(out, '\n');
}

void sweep_map(struct buf *out, const struct sweep *sweep, const struct look *look)
{
	struct block b = { .sweep = sweep, .look = look, .columns = sweep->n_axes - 1, .rows = sweep->n_axes - 2 };
	long size = sweep->axes[b.columns].n * (b.rows < 0 ? 1L : sweep->axes[b.rows].n);

	b.side = b.rows < 0 ? 0 : widest(sweep, b.rows, true);
	b.width = widest(sweep, b.columns, false) + 2;
	for (; b.first < sweep->n_cells; b.first += size) {
		add_block_head(out, &b);
		add_block(out, &b);
	}
	add_legend(out, sweep, look);
	add_count(out, sweep);
}
