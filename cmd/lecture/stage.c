/* stage.c - see stage.h. */
#include "cmd/lecture/stage.h"

#include <string.h>

#include "cmd/term/prose.h"
#include "lab/base/text.h"

/* ---- A caption ---- */

struct box {
	const char *left_top, *right_top, *left_bottom, *right_bottom, *across, *down;
};

static const struct box unicode_box = { "╔", "╗", "╚", "╝", "═", "║" };
static const struct box ascii_box = { "+", "+", "+", "+", "=", "|" };

static void add_edge(struct buf *out, const char *left, const char *across, const char *right, const struct look *look)
{
	struct buf line = { 0 };

	buf_adds(&line, left);
	for (int i = 0; i < look->width - 2; i++)
		buf_adds(&line, across);
	buf_adds(&line, right);
	prose_colour(out, look, "1", buf_text(&line));
	buf_addc(out, '\n');
	buf_free(&line);
}

/* The words in the middle of a line of the box; without any, an empty one. */
static void add_row(struct buf *out, const char *down, const char *words, const struct look *look)
{
	int room = look->width - 2, left = (room - text_columns(words)) / 2;
	struct buf line = { 0 };

	buf_adds(&line, down);
	buf_fill(&line, ' ', left);
	text_pad(&line, words, room - left, look->ascii);
	buf_adds(&line, down);
	prose_colour(out, look, "1", buf_text(&line));
	buf_addc(out, '\n');
	buf_free(&line);
}

void stage_caption(struct buf *out, const char *words, const struct look *look)
{
	const struct box *box = look->ascii ? &ascii_box : &unicode_box;
	struct buf wrapped = { 0 };
	char *line, *end;

	text_wrap(&wrapped, words, 0, 0, look->width - 6, look->ascii);
	add_edge(out, box->left_top, box->across, box->right_top, look);
	add_row(out, box->down, "", look);
	for (line = wrapped.text; (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		add_row(out, box->down, line, look);
	}
	add_row(out, box->down, "", look);
	add_edge(out, box->left_bottom, box->across, box->right_bottom, look);
	buf_addc(out, '\n');
	buf_free(&wrapped);
}

/* ---- A slide ---- */

void stage_command(struct buf *out, const struct lecture *lecture, int item, bool wraps, const struct look *look)
{
	static const char prompt[] = "conclab> ";
	const char *shown = lecture->items[item].shown;
	int column = sizeof prompt - 1;
	struct buf line = { 0 };

	if (lecture_apart(lecture, item))
		buf_addc(out, '\n');
	if (wraps && column + text_columns(shown) > look->width)
		text_wrap(&line, shown, column, column, look->width, look->ascii);
	else
		buf_printf(&line, "%s\n", shown);
	line.text[--line.length] = '\0';
	buf_adds(out, prompt);
	prose_colour(out, look, "1", buf_text(&line));
	buf_addc(out, '\n');
	buf_free(&line);
}

static void add_item(struct buf *out, const struct lecture *lecture, int i, const struct look *look)
{
	const struct item *item = &lecture->items[i];

	if (item->kind == ITEM_CAPTION)
		stage_caption(out, item->text, look);
	else if (item->kind == ITEM_COMMAND)
		stage_command(out, lecture, i, true, look);
	else if (lecture_apart(lecture, i))
		buf_addc(out, '\n');
	buf_add(out, buf_text(&item->kept), item->kept.length);
}

void stage_slide(struct buf *out, const struct lecture *lecture, int next, const struct look *look)
{
	for (int i = lecture_slide(lecture, next); i < next; i++)
		add_item(out, lecture, i, look);
	if (next < lecture->n && lecture->items[next].kind == ITEM_COMMAND)
		stage_command(out, lecture, next, true, look);
}

/* ---- What came, as it stood in the end ---- */

/* How long the code is that begins with this escape. */
static size_t code_length(const char *text)
{
	size_t n = 1;

	if (text[n] != '[')
		return n;
	for (n++; text[n] && (text[n] < '@' || text[n] > '~'); n++)
		;
	return n + (text[n] != '\0');
}

/* The text has a line that is drawn again: it begins anew. */
static void begin_line_anew(struct buf *text)
{
	while (text->length && text->text[text->length - 1] != '\n')
		text->text[--text->length] = '\0';
}

static const char other_screen[] = "\033[?1049h", this_screen[] = "\033[?1049l";

/* All that is shown on another screen from here on; 0 when nothing is. `*open`: it is not left. */
static size_t elsewhere(const char *text, bool *open)
{
	const char *end;

	if (strncmp(text, other_screen, sizeof other_screen - 1) != 0)
		return 0;
	end = strstr(text, this_screen);
	*open = !end;
	return end ? (size_t)(end - text) + sizeof this_screen - 1 : strlen(text);
}

void stage_settle(struct buf *kept, bool is_more)
{
	struct buf settled = { 0 };
	const char *at = buf_text(kept);
	bool open = false;
	size_t n;

	for (; *at; at += n) {
		n = elsewhere(at, &open);
		if (n)
			continue;
		n = *at == '\033' ? code_length(at) : 1;
		if (*at == '\r' && at[1] != '\n')
			begin_line_anew(&settled);
		else if (*at != '\r' && (*at != '\033' || at[n - 1] == 'm'))
			buf_add(&settled, at, n);
	}
	if (open && is_more)
		buf_adds(&settled, other_screen);
	buf_free(kept);
	*kept = settled;
}

/* ---- Rows ---- */

/* A character, or a code that takes no column; `*columns` of it. Returns its bytes. */
static size_t glyph_length(const char *text, int *columns)
{
	char glyph[8] = { text[0] };
	size_t n = 1;

	*columns = 0;
	if (text[0] == '\033')
		return code_length(text);
	for (; ((unsigned char)text[n] & 0xc0) == 0x80 && n < sizeof glyph - 1; n++)
		glyph[n] = text[n];
	*columns = text_columns(glyph);
	return n;
}

/* The next row of the text, at most so many columns of one line; returns its bytes, the newline included. */
static size_t row_length(const char *text, int width)
{
	size_t n = 0, step;
	int taken = 0, columns;

	while (text[n] && text[n] != '\n') {
		step = glyph_length(text + n, &columns);
		if (taken + columns > width && n)
			break;
		taken += columns;
		n += step;
	}
	return n + (text[n] == '\n');
}

int stage_rows(const char *text, int width)
{
	int rows = 0;

	for (; *text; text += row_length(text, width))
		rows++;
	return rows;
}

int stage_show(FILE *out, const char *text, int width, int rows, int up)
{
	int all = stage_rows(text, width), most = all > rows ? all - rows : 0, skip;
	size_t n;

	up = up < 0 ? 0 : up > most ? most : up;
	skip = most - up;
	fputs("\033[H\033[2J", out);
	for (int row = 0; row < all - up; row++, text += n) {
		n = row_length(text, width);
		if (row >= skip)
			fwrite(text, 1, n, out);
	}
	return up;
}
