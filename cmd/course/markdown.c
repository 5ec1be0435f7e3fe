/*
 * markdown.c - see markdown.h.
 *
 * Two steps. A block (paragraph, list item, heading) is first gathered into one line, in which marks stand
 * for what the inline characters meant; then the line is cut into words and written. Quotes are rendered
 * from within, with a longer prefix.
 *
 * Invariants
 *   Styles are switched off at the end of every line, and on again at the beginning of the next.
 */
#include "cmd/course/markdown.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "cmd/course/markdown_inline.h"
#include "lab/base/text.h"

enum { MAX_DEPTH = 6, LEAST_WIDTH = 20, FENCE_INDENT = 4 };

struct page {
	struct buf        *out;
	const struct look *look;
	struct buf         prefix;      /* before every line: the bars of the quotes */
	int                depth;       /* of quotes */
	bool               begun;       /* something stands on the page */
	bool               gap;         /* an empty line is due before the next block */
	bool               bold, code;  /* styles that are on */
};

struct line {
	const char *start, *end;        /* without the newline */
};

static bool next_line(const char **at, struct line *line)
{
	if (!**at)
		return false;
	line->start = *at;
	line->end = *at + strcspn(*at, "\n");
	*at = line->end + (*line->end == '\n');
	if (line->end > line->start && line->end[-1] == '\r')
		line->end--;
	return true;
}

static int indent_of(struct line line)
{
	int n = 0;

	while (line.start + n < line.end && line.start[n] == ' ')
		n++;
	return n;
}

static bool is_blank(struct line line)
{
	for (; line.start < line.end; line.start++)
		if (!isspace((unsigned char)*line.start))
			return false;
	return true;
}

/* How often `c` stands at the beginning, after blanks. */
static int run_of(struct line line, char c)
{
	int indent = indent_of(line), n = 0;

	while (line.start + indent + n < line.end && line.start[indent + n] == c)
		n++;
	return n;
}

static bool is_fence(struct line line)
{
	return run_of(line, '`') >= 3 || run_of(line, '~') >= 3;
}

static int heading_level(struct line line)
{
	int n = run_of(line, '#');

	return n >= 1 && n <= 6 && line.start + n < line.end && line.start[n] == ' ' ? n : 0;
}

/* Length of "- ", "* ", "+ " or "12. " after the indentation, 0 when there is none. */
static int marker_length(struct line line)
{
	const char *p = line.start + indent_of(line);
	int digits = 0;

	if (line.end - p >= 2 && strchr("-*+", *p) && p[1] == ' ')
		return 2;
	while (p + digits < line.end && digits < 4 && isdigit((unsigned char)p[digits]))
		digits++;
	if (!digits || line.end - p <= digits + 1 || p[digits] != '.' || p[digits + 1] != ' ')
		return 0;
	return digits + 2;
}

static bool is_quote(struct line line)
{
	return indent_of(line) < 4 && run_of(line, '>') > 0;
}

/* Does the line begin something that ends the paragraph before it? */
static bool interrupts(struct line line)
{
	return is_blank(line) || is_fence(line) || is_quote(line) || heading_level(line) > 0 ||
	       marker_length(line) > 0;
}

/* ---- Writing ---- */

static void begin_block(struct page *page)
{
	struct buf *out = page->out;

	if (page->gap && page->begun) {
		buf_adds(out, buf_text(&page->prefix));
		while (out->length && out->text[out->length - 1] == ' ')
			out->text[--out->length] = '\0';
		buf_addc(out, '\n');
	}
	page->gap = false;
	page->begun = true;
}

static void style(struct page *page, const char *sgr)
{
	if (page->look->colour)
		buf_printf(page->out, "\033[%sm", sgr);
}

static void end_line(struct page *page)
{
	if (page->bold || page->code)
		style(page, "0");
	buf_addc(page->out, '\n');
}

static void begin_line(struct page *page, const char *indent)
{
	buf_adds(page->out, buf_text(&page->prefix));
	buf_adds(page->out, indent);
	if (page->bold || page->code)
		style(page, "1");
}

static void toggle(struct page *page, bool *which)
{
	*which = !*which;
	style(page, page->bold || page->code ? "1" : "0");
}

/* One character of a gathered line; marks switch styles. */
static void write_char(struct page *page, char c)
{
	if (c == MARK_BOLD)
		toggle(page, &page->bold);
	else if (c == MARK_CODE)
		toggle(page, &page->code);
	else
		buf_addc(page->out, c == MARK_SPACE ? ' ' : c);
	if (c == MARK_CODE && !page->look->colour)
		buf_addc(page->out, '`');
}

/* Write a gathered line as words: `first` before the first row, `rest` before the others. */
static void write_words(struct page *page, const char *text, const char *first, const char *rest)
{
	int width = page->look->width < LEAST_WIDTH ? LEAST_WIDTH : page->look->width;
	int margin = text_columns(buf_text(&page->prefix)), column = margin + text_columns(first), words = 0;

	begin_line(page, first);
	for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
		size_t length = strcspn(text, " ");
		int columns = marked_columns(text, length, !page->look->colour);

		if (words && column + 1 + columns > width) {
			end_line(page);
			begin_line(page, rest);
			column = margin + text_columns(rest);
		} else if (words) {
			buf_addc(page->out, ' ');
			column++;
		}
		for (size_t i = 0; i < length; i++)
			write_char(page, text[i]);
		column += columns;
		text += length;
		words++;
	}
	end_line(page);
	page->bold = page->code = false;
}

/* ---- Blocks ---- */

/* The first line from `start`, and the lines that continue it. */
static void gather(struct page *page, struct buf *out, const char *start, struct line line, const char **at)
{
	struct buf source = { 0 };
	const char *ahead = *at;

	buf_add(&source, start, (size_t)(line.end - start));
	while (next_line(&ahead, &line) && !interrupts(line)) {
		buf_addc(&source, ' ');
		buf_add(&source, line.start, (size_t)(line.end - line.start));
		*at = ahead;
	}
	mark_inline(page->look, out, buf_text(&source), buf_text(&source) + source.length);
	buf_free(&source);
}

static void render(struct page *, const char *source);

static void render_heading(struct page *page, struct line line)
{
	struct buf text = { 0 };

	page->gap = true;
	begin_block(page);
	line.start += heading_level(line);
	buf_addc(&text, MARK_BOLD);
	mark_inline(page->look, &text, line.start + 1, line.end);
	write_words(page, buf_text(&text), "", "");
	page->gap = true;
	buf_free(&text);
}

static void render_paragraph(struct page *page, struct line line, const char **at)
{
	struct buf text = { 0 };

	begin_block(page);
	gather(page, &text, line.start, line, at);
	write_words(page, buf_text(&text), "", "");
	buf_free(&text);
}

static void render_item(struct page *page, struct line line, const char **at)
{
	struct buf text = { 0 }, first = { 0 }, rest = { 0 };
	int indent = indent_of(line) % 16, length = marker_length(line);
	const char *marker = line.start + indent_of(line);

	begin_block(page);
	buf_fill(&first, ' ', indent + 2);
	if (length == 2)
		buf_adds(&first, page->look->ascii ? "- " : "\xe2\x80\xa2 ");
	else
		buf_add(&first, marker, (size_t)length);
	buf_fill(&rest, ' ', indent + 2 + length);
	gather(page, &text, marker + length, line, at);
	write_words(page, buf_text(&text), buf_text(&first), buf_text(&rest));
	buf_free(&text);
	buf_free(&first);
	buf_free(&rest);
}

static void render_fence(struct page *page, struct line line, const char **at)
{
	char mark = run_of(line, '`') >= 3 ? '`' : '~';
	int length = run_of(line, mark);
	struct buf row = { 0 };

	page->gap = true;
	begin_block(page);
	while (next_line(at, &line) && run_of(line, mark) < length) {
		buf_clear(&row);
		mark_plain(&row, line.start, (size_t)(line.end - line.start), page->look->ascii);
		buf_adds(page->out, buf_text(&page->prefix));
		buf_fill(page->out, ' ', row.length ? FENCE_INDENT : 0);
		buf_adds(page->out, buf_text(&row));
		buf_addc(page->out, '\n');
	}
	page->gap = true;
	buf_free(&row);
}

/* Take one mark off every line of the quote, and render what is left behind a bar. */
static void render_quote(struct page *page, struct line line, const char **at)
{
	struct buf inside = { 0 };
	size_t length = page->prefix.length;
	const char *ahead = *at;

	begin_block(page);
	do {
		const char *p = line.start + indent_of(line) + 1;

		p += p < line.end && *p == ' ';
		buf_add(&inside, p, (size_t)(line.end - p));
		buf_addc(&inside, '\n');
		*at = ahead;
	} while (next_line(&ahead, &line) && is_quote(line));
	buf_adds(&page->prefix, page->look->ascii ? "| " : "\xe2\x94\x82 ");
	page->depth++;
	page->begun = false;
	render(page, buf_text(&inside));
	page->depth--;
	page->prefix.length = length;
	page->prefix.text[length] = '\0';
	page->begun = true;
	buf_free(&inside);
}

static void render(struct page *page, const char *source)
{
	struct line line;

	while (next_line(&source, &line)) {
		if (is_blank(line))
			page->gap = true;
		else if (is_fence(line))
			render_fence(page, line, &source);
		else if (heading_level(line))
			render_heading(page, line);
		else if (is_quote(line) && page->depth < MAX_DEPTH)
			render_quote(page, line, &source);
		else if (marker_length(line))
			render_item(page, line, &source);
		else
			render_paragraph(page, line, &source);
	}
	page->gap = false;
}

void markdown_render(struct buf *out, const char *source, const struct look *look)
{
	struct page page = { .out = out, .look = look };

	render(&page, source);
	buf_free(&page.prefix);
}
