/* comment.c - see comment.h. */
#include "cmd/source/comment.h"

#include <string.h>

#include "lab/base/text.h"

/*
 * Where the words of a line of a comment begin, and where those of the lines that go on with them: " * Watch         where"
 * has a key in front, and goes on below "where". 0: it is none, or is empty.
 */
static int first_word(const char *text)
{
	int column = strncmp(text, " * ", 3) == 0 ? 2 + (int)strspn(text + 2, " ") : 0;

	return text[column] ? column : 0;
}

static int words_column(const char *text)
{
	int first = first_word(text);
	const char *gap = first ? strstr(text + first, "  ") : NULL;

	return gap ? (int)(gap - text) + (int)strspn(gap, " ") : first;
}

static bool goes_on(const char *text, const struct code_line *next)
{
	struct buf below = { 0 };
	bool same;

	if (!next)
		return false;
	code_add(&below, next, 0);
	same = first_word(buf_text(&below)) == words_column(text) && words_column(buf_text(&below)) == words_column(text);
	buf_free(&below);
	return same;
}

static int columns_of(const char *text, size_t length)
{
	struct buf part = { 0 };
	int columns;

	buf_add(&part, text, length);
	columns = text_columns(buf_text(&part));
	buf_free(&part);
	return columns;
}

/* Of a word that is too wide: as many characters as fit. */
static size_t broken(const char *text, size_t end, int column, int width)
{
	while (end > (size_t)column + 1 && ((text[end] & 0xc0) == 0x80 || columns_of(text, end) > width))
		end--;
	return end;
}

/* How much of the text fits: whole words behind `column`, but for one that is too wide for any row. */
static size_t fits(const char *text, int column, int width)
{
	size_t end = (size_t)column + strcspn(text + column, " "), next;

	if (columns_of(text, end) > width)
		return broken(text, end, column, width);
	while (text[end]) {
		next = end + 1 + strcspn(text + end + 1, " ");
		if (columns_of(text, next) > width)
			break;
		end = next;
	}
	return end;
}

/* Into one row; what is left stays in `all`. */
static void take_row(struct buf *out, struct buf *all, int column, int width)
{
	size_t end = fits(buf_text(all), column, width);
	struct buf left = { 0 };

	buf_add(out, buf_text(all), end);
	buf_addc(out, '\n');
	buf_adds(&left, buf_text(all) + end + (buf_text(all)[end] == ' '));
	buf_clear(all);
	buf_adds(all, buf_text(&left));
	buf_free(&left);
}

/* What is left stands below the words, in as many rows as it takes. */
static void add_rows(struct buf *out, struct buf *all, int column, int width)
{
	while (all->length) {
		struct buf row = { 0 };

		buf_fill(&row, ' ', column);
		buf_adds(&row, buf_text(all));
		take_row(out, &row, column, width);
		buf_clear(all);
		buf_adds(all, buf_text(&row));
		buf_free(&row);
	}
}

bool comment_flow(struct buf *out, const struct code_line *line, const struct code_line *next, struct buf *rest, int width)
{
	struct buf text = { 0 }, all = { 0 };
	int column;
	bool flows;

	code_add(&text, line, 0);
	column = words_column(buf_text(&text));
	flows = column && column < width / 2 && (rest->length || text_columns(buf_text(&text)) > width);
	if (flows) {
		buf_add(&all, buf_text(&text), (size_t)column);
		buf_printf(&all, "%s%s%s", buf_text(rest), rest->length ? " " : "", buf_text(&text) + column);
		buf_clear(rest);
		take_row(out, &all, column, width);
		if (goes_on(buf_text(&text), next))
			buf_adds(rest, buf_text(&all));
		else
			add_rows(out, &all, column, width);
	}
	buf_free(&text);
	buf_free(&all);
	return flows;
}
