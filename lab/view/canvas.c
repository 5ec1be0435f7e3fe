/* canvas.c - see canvas.h. */
#include "lab/view/canvas.h"

#include <stdio.h>
#include <string.h>

#include "lab/base/text.h"

void row_put(const struct row *row, int at, const char *glyph, enum paint paint)
{
	if (at < 0 || at >= row->width)
		return;
	snprintf(row->cells[at].glyph, sizeof row->cells[at].glyph, "%s", glyph);
	row->cells[at].paint = paint;
}

void row_fill(const struct row *row, int from, int to, const char *glyph, enum paint paint)
{
	for (int i = from; i < to && i < row->width; i++)
		row_put(row, i, glyph, paint);
}

void row_clear(const struct row *row)
{
	row_fill(row, 0, row->width, " ", PLAIN);
}

bool row_is(const struct row *row, int at, const char *glyph)
{
	return at >= 0 && at < row->width && strcmp(row->cells[at].glyph, glyph) == 0;
}

/* The character that begins `text`, with what combines with it; `*wide` is how many columns it takes. */
static size_t next_character(const char *text, struct buf *one, int *wide)
{
	size_t length = 0;

	buf_clear(one);
	do {
		do
			length++;
		while ((text[length] & 0xc0) == 0x80);
		buf_clear(one);
		buf_add(one, text, length);
		*wide = text_columns(buf_text(one));
	} while (*wide == 0 && text[length]);
	return length;
}

int row_write(const struct row *row, int at, int columns, const char *text, enum paint paint, const struct look *look)
{
	struct buf cut = { 0 }, one = { 0 };
	int taken = 0, wide;

	if (columns > row->width - at)
		columns = row->width - at;
	if (columns > 0)
		text_cut_name(&cut, text, columns, look->ascii);
	for (const char *s = cut.length ? buf_text(&cut) : ""; *s;) {
		s += next_character(s, &one, &wide);
		row_put(row, at + taken, one.length < sizeof row->cells->glyph ? buf_text(&one) : "?", paint);
		for (int i = 1; i < wide; i++)
			row_put(row, at + taken + i, "", paint);
		taken += wide;
	}
	buf_free(&cut);
	buf_free(&one);
	return taken;
}

void row_print(struct buf *out, const struct row *row, const struct look *look)
{
	const struct cell *cells = row->cells;
	int last = row->width;

	while (last > 0 && row_is(row, last - 1, " "))
		last--;
	for (int i = 0; i < last; i++) {
		if (i == 0 || cells[i].paint != cells[i - 1].paint)
			paint_on(out, cells[i].paint, look);
		buf_adds(out, cells[i].glyph);
		if (i + 1 == last || cells[i].paint != cells[i + 1].paint)
			paint_off(out, cells[i].paint, look);
	}
}
