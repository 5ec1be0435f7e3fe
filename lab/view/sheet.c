/* sheet.c - see sheet.h. */
#include "lab/view/sheet.h"

#include <string.h>

#include "lab/base/text.h"

struct sheet *sheet_new(struct arena *arena, int width, int height)
{
	struct sheet *sheet = arena_alloc(arena, sizeof *sheet);
	struct cell *cells = arena_alloc(arena, (size_t)width * (size_t)height * sizeof *cells);

	sheet->width = width;
	sheet->height = height;
	sheet->rows = arena_alloc(arena, (size_t)height * sizeof *sheet->rows);
	sheet->joints = arena_alloc(arena, (size_t)width * (size_t)height * sizeof *sheet->joints);
	for (int i = 0; i < height; i++) {
		sheet->rows[i] = (struct row){ cells + (size_t)i * (size_t)width, width };
		row_clear(&sheet->rows[i]);
	}
	return sheet;
}

static bool is_inside(const struct sheet *sheet, int row, int column)
{
	return row >= 0 && row < sheet->height && column >= 0 && column < sheet->width;
}

int sheet_write(struct sheet *sheet, int row, int column, int columns, const char *text, enum paint paint,
                const struct look *look)
{
	int taken = is_inside(sheet, row, column) ? row_write(&sheet->rows[row], column, columns, text, paint, look) : 0;

	if (taken > 0)
		memset(&sheet->joints[row * sheet->width + column], 0, (size_t)taken * sizeof *sheet->joints);
	return taken;
}

/* ---- Lines ---- */

static void join(struct sheet *sheet, int row, int column, unsigned ways, enum stroke stroke, enum paint paint)
{
	struct joint *joint;

	if (!is_inside(sheet, row, column))
		return;
	joint = &sheet->joints[row * sheet->width + column];
	if (joint->net != sheet->net)
		*joint = (struct joint){ .net = sheet->net };
	joint->ways[stroke] |= (unsigned char)ways;
	joint->paints[stroke] = paint;
}

void sheet_line(struct sheet *sheet, int row, int column, int to_row, int to_column, enum stroke stroke, enum paint paint)
{
	int down = (to_row > row) - (to_row < row), right = (to_column > column) - (to_column < column);
	unsigned on = down > 0 ? GOES_DOWN : down < 0 ? GOES_UP : right > 0 ? GOES_RIGHT : right < 0 ? GOES_LEFT : 0;
	unsigned back = down > 0 ? GOES_UP : down < 0 ? GOES_DOWN : right > 0 ? GOES_LEFT : right < 0 ? GOES_RIGHT : 0;

	for (unsigned from = 0;; row += down, column += right, from = back) {
		bool last = row == to_row && column == to_column;

		join(sheet, row, column, from | (last ? 0 : on), stroke, paint);
		if (last)
			return;
	}
}

void sheet_tip(struct sheet *sheet, int row, int column, enum heading heading, enum paint paint, const struct look *look)
{
	static const char *const tips[] = { [GOES_UP] = "▲", [GOES_DOWN] = "▼", [GOES_LEFT] = "◀", [GOES_RIGHT] = "▶" };
	static const char *const plain[] = { [GOES_UP] = "^", [GOES_DOWN] = "v", [GOES_LEFT] = "<", [GOES_RIGHT] = ">" };

	if (is_inside(sheet, row, column))
		row_put(&sheet->rows[row], column, look->ascii ? plain[heading] : tips[heading], paint);
}

void sheet_box(struct sheet *sheet, int row, int column, int to_row, int to_column, enum paint paint)
{
	sheet_line(sheet, row, column, row, to_column, STROKE_FLOW, paint);
	sheet_line(sheet, to_row, column, to_row, to_column, STROKE_FLOW, paint);
	sheet_line(sheet, row, column, to_row, column, STROKE_FLOW, paint);
	sheet_line(sheet, row, to_column, to_row, to_column, STROKE_FLOW, paint);
}

/* ---- Printing ---- */

static const char *glyph_of(enum stroke stroke, unsigned ways, bool ascii)
{
	static const char *const glyphs[STROKES][16] = {
		{ " ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼" },
		{ " ", "┃", "┃", "┃", "━", "┛", "┓", "┫", "━", "┗", "┏", "┣", "━", "┻", "┳", "╋" },
		{ " ", "┆", "┆", "┆", "┄", "┘", "┐", "┤", "┄", "└", "┌", "├", "┄", "┴", "┬", "┼" },
		{ " ", "║", "║", "║", "═", "╝", "╗", "╣", "═", "╚", "╔", "╠", "═", "╩", "╦", "╬" },
	};
	static const char *const plain[STROKES][3] = { { "|", "-", "+" }, { "|", "~", "+" }, { ":", ".", "+" }, { "#", "=", "#" } };

	if (!ascii)
		return glyphs[stroke][ways];
	return plain[stroke][ways & (GOES_LEFT | GOES_RIGHT) ? ways & (GOES_UP | GOES_DOWN) ? 2 : 1 : 0];
}

/* A row with its lines drawn into where it is blank. */
static void print_row(struct buf *out, const struct sheet *sheet, int row, const struct look *look)
{
	const struct joint *joints = &sheet->joints[row * sheet->width];

	for (int i = 0; i < sheet->width; i++) {
		unsigned ways = 0;

		for (int stroke = 0; stroke < STROKES; stroke++)
			ways |= joints[i].ways[stroke];
		for (int stroke = STROKES; stroke-- > 0 && row_is(&sheet->rows[row], i, " ");)
			if (joints[i].ways[stroke])
				row_put(&sheet->rows[row], i, glyph_of((enum stroke)stroke, ways, look->ascii), joints[i].paints[stroke]);
	}
	row_print(out, &sheet->rows[row], look);
	buf_addc(out, '\n');
}

void sheet_print(struct buf *out, const struct sheet *sheet, const struct look *look)
{
	for (int i = 0; i < sheet->height; i++)
		print_row(out, sheet, i, look);
}
