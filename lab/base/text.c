/*
 * text.c - see text.h.
 *
 * Invariant
 *   Every function walks with next(), so that a text is measured and written by the same rules.
 */
#include "lab/base/text.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

/* One character of a text. */
struct glyph {
	int length;             /* bytes */
	int columns;
	bool plain;             /* printable ASCII */
	bool valid;             /* UTF-8, and not a control character */
};

/* Code points that take two columns, and none: the blocks that occur in practice. */
static const struct {
	uint32_t first, last;
	int      columns;
} widths[] = {
	{ 0x0300, 0x036f, 0 }, { 0x1100, 0x115f, 2 }, { 0x200b, 0x200f, 0 }, { 0x20d0, 0x20ff, 0 },
	{ 0x2e80, 0xa4cf, 2 }, { 0xac00, 0xd7a3, 2 }, { 0xf900, 0xfaff, 2 }, { 0xfe00, 0xfe0f, 0 },
	{ 0xfe30, 0xfe6f, 2 }, { 0xff00, 0xff60, 2 }, { 0xffe0, 0xffe6, 2 }, { 0x1f300, 0x1faff, 2 },
	{ 0x20000, 0x3fffd, 2 },
};

static int point_columns(uint32_t point)
{
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
		if (point >= widths[i].first && point <= widths[i].last)
			return widths[i].columns;
	return 1;
}

/* Bytes of the sequence that `lead` opens, with its bits in `*point`; 0 when it opens none. */
static int lead_length(unsigned char lead, uint32_t *point)
{
	if (lead >= 0xc2 && lead <= 0xdf)
		return *point = lead & 0x1f, 2;
	if (lead >= 0xe0 && lead <= 0xef)
		return *point = lead & 0x0f, 3;
	if (lead >= 0xf0 && lead <= 0xf4)
		return *point = lead & 0x07, 4;
	return 0;
}

/* The character at `text`, which is not at its end. */
static struct glyph next(const char *text)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	struct glyph bad = { 1, 1, false, false };
	unsigned char lead = (unsigned char)*text;
	uint32_t point;
	int length;

	if (lead < 0x80)
		return (struct glyph){ 1, 1, lead >= ' ' && lead != 0x7f, lead >= ' ' && lead != 0x7f };
	length = lead_length(lead, &point);
	if (!length)
		return bad;
	for (int i = 1; i < length; i++) {
		if (((unsigned char)text[i] & 0xc0) != 0x80)
			return bad;
		point = point << 6 | ((unsigned char)text[i] & 0x3f);
	}
	if (point < least[length] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) || point < 0xa0)
		return bad;
	return (struct glyph){ length, point_columns(point), false, true };
}

/* Columns of a glyph as it is shown. */
static int shown(struct glyph glyph, bool ascii)
{
	return glyph.plain || (glyph.valid && !ascii) ? glyph.columns : 1;
}

static void add(struct buf *out, const char *text, struct glyph glyph, bool ascii)
{
	if (glyph.plain || (glyph.valid && !ascii))
		buf_add(out, text, (size_t)glyph.length);
	else
		buf_addc(out, '?');
}

static int columns_of(const char *text, bool ascii)
{
	int columns = 0;

	for (struct glyph glyph; *text; text += glyph.length) {
		glyph = next(text);
		columns += shown(glyph, ascii);
	}
	return columns;
}

int text_columns(const char *text)
{
	return columns_of(text, false);
}

/* Append whole characters as long as they fit. Returns the columns taken. */
static int add_whole(struct buf *out, const char *text, int columns, bool ascii)
{
	int taken = 0;

	for (struct glyph glyph; *text; text += glyph.length) {
		glyph = next(text);
		if (taken + shown(glyph, ascii) > columns)
			break;
		taken += shown(glyph, ascii);
		add(out, text, glyph, ascii);
	}
	return taken;
}

int text_cut(struct buf *out, const char *text, int columns, bool ascii)
{
	int taken;

	if (columns <= 0)
		return 0;
	if (columns_of(text, ascii) <= columns)
		return add_whole(out, text, columns, ascii);
	taken = add_whole(out, text, columns - 1, ascii);
	buf_adds(out, ascii ? "~" : "…");
	return taken + 1;
}

/* Does the byte at `at` belong to the number that the name ends in, "12" or "0.3"? */
static bool ends_number(const char *name, size_t at)
{
	return isdigit((unsigned char)name[at]) ||
	       (name[at] == '.' && at > 0 && isdigit((unsigned char)name[at - 1]) && isdigit((unsigned char)name[at + 1]));
}

int text_cut_name(struct buf *out, const char *name, int columns, bool ascii)
{
	size_t length = strlen(name), tail = length;
	int taken;

	while (tail > 0 && ends_number(name, tail - 1))
		tail--;
	if (tail == 0 || columns_of(name, ascii) <= columns || (int)(length - tail) + 2 > columns)
		return text_cut(out, name, columns, ascii);
	taken = add_whole(out, name, columns - 1 - (int)(length - tail), ascii);
	buf_adds(out, ascii ? "~" : "…");
	buf_adds(out, name + tail);
	return taken + 1 + (int)(length - tail);
}

void text_pad(struct buf *out, const char *text, int columns, bool ascii)
{
	buf_fill(out, ' ', columns - text_cut(out, text, columns, ascii));
}

void text_trim(struct buf *out, size_t from)
{
	while (out->length > from && out->text[out->length - 1] == ' ')
		out->text[--out->length] = '\0';
}

/* Columns of the word at `text`, which ends at a blank; its bytes in `*length`. */
static int word_columns(const char *text, bool ascii, size_t *length)
{
	int columns = 0;

	*length = 0;
	for (struct glyph glyph; text[*length] && text[*length] != ' '; *length += (size_t)glyph.length) {
		glyph = next(text + *length);
		columns += shown(glyph, ascii);
	}
	return columns;
}

static int new_line(struct buf *out, int indent)
{
	buf_addc(out, '\n');
	buf_fill(out, ' ', indent);
	return indent;
}

/* Append one word, broken where a line is full. Returns the column after it. */
static int add_word(struct buf *out, const char *word, size_t length, int column, int indent, int width, bool ascii)
{
	struct glyph glyph;

	for (size_t at = 0; at < length; at += (size_t)glyph.length) {
		glyph = next(word + at);
		if (column + shown(glyph, ascii) > width)
			column = new_line(out, indent);
		add(out, word + at, glyph, ascii);
		column += shown(glyph, ascii);
	}
	return column;
}

void text_wrap(struct buf *out, const char *text, int column, int indent, int width, bool ascii)
{
	bool fresh = true;      /* no word stands on this line yet */

	if (indent > width - 12)
		indent = width > 16 ? 4 : 0;
	while (*text) {
		size_t length;
		int columns = word_columns(text, ascii, &length);

		if (column + !fresh + columns > width && (!fresh || column > indent)) {
			column = new_line(out, indent);
		} else if (!fresh) {
			buf_addc(out, ' ');
			column++;
		}
		column = add_word(out, text, length, column, indent, width, ascii);
		fresh = false;
		text += length;
		text += strspn(text, " ");
	}
	buf_addc(out, '\n');
}

int text_widest(const char *text)
{
	int widest = 0, columns = 0;

	for (struct glyph glyph; *text; text += glyph.length) {
		glyph = next(text);
		columns = *text == '\n' ? 0 : columns + glyph.columns;
		if (columns > widest)
			widest = columns;
	}
	return widest;
}

int text_lines(const char *text)
{
	int n = 0;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}

void text_time(struct buf *out, int64_t ns)
{
	double ms = (double)ns / 1e6;

	if (ns == 0)
		buf_adds(out, "0 ms");
	else if (ms < 1)
		buf_printf(out, ms < 0.1 ? "%.3f ms" : "%.2f ms", ms);
	else if (ms < 1000)
		buf_printf(out, "%.1f ms", ms);
	else
		buf_printf(out, "%.2f s", ms / 1000);
}

void text_moment(struct buf *out, int64_t ns)
{
	double ms = (double)ns / 1e6;

	buf_printf(out, ms < 1000 ? "%.3g ms" : "%.0f ms", ms);
}

void text_count(struct buf *out, long count)
{
	if (count >= 1000) {
		text_count(out, count / 1000);
		buf_printf(out, ",%03ld", count % 1000);
	} else {
		buf_printf(out, "%ld", count);
	}
}

int text_utf8_length(const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	int n = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : s[0] < 0xf5 ? 4 : 0;

	for (int i = 1; i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
	    (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
		return 0;
	return n;
}
