/* markdown_page.c - see markdown_page.h. */
#include "cmd/course/markdown_page.h"

#include <string.h>

#include "lab/base/text.h"

enum { LEAST_WIDTH = 20 };

/* ---- Lines ---- */

static void begin_line(struct page *page)
{
	buf_adds(page->out, buf_text(page->first.length ? &page->first : &page->rest));
	buf_clear(&page->first);
	page->begun = true;
}

static void end_line(struct page *page)
{
	buf_addc(page->out, '\n');
}

void page_begin_block(struct page *page)
{
	if (page->gap && page->begun) {
		size_t from = page->out->length;

		begin_line(page);
		text_trim(page->out, from);
		end_line(page);
	}
	page->gap = false;
}

void page_write_plain(struct page *page, const char *text, size_t length, int indent)
{
	size_t from = page->out->length;

	begin_line(page);
	buf_fill(page->out, ' ', indent);
	mark_plain(page->out, text, length, page->look->ascii);
	text_trim(page->out, from);
	end_line(page);
}

void page_write_lines(struct page *page, const char *text, int indent)
{
	while (*text) {
		size_t length = strcspn(text, "\n");

		page_write_plain(page, text, length, indent);
		text += length + (text[length] == '\n');
	}
}

/* ---- Words ---- */

static void style(struct page *page, const char *sgr)
{
	if (page->look->colour)
		buf_printf(page->out, "\033[%sm", sgr);
}

static void begin_row(struct page *page)
{
	begin_line(page);
	if (page->bold || page->code)
		style(page, "1");
}

static void end_row(struct page *page)
{
	if (page->bold || page->code)
		style(page, "0");
	end_line(page);
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

/* A gathered line, or what of it stands before or after a hard break, as words in as many rows as they need. */
static void write_words(struct page *page, const char *text)
{
	int width = page->look->width < LEAST_WIDTH ? LEAST_WIDTH : page->look->width;
	int margin = text_columns(buf_text(&page->rest)), column = margin, words = 0;

	begin_row(page);
	for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
		size_t length = strcspn(text, " ");
		int columns = marked_columns(text, length, !page->look->colour);

		if (words && column + 1 + columns > width) {
			end_row(page);
			begin_row(page);
			column = margin;
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
	end_row(page);
}

void page_write_gathered(struct page *page)
{
	char *at = page->line.text.length ? page->line.text.text : NULL, *end;

	for (; at; at = end) {
		end = strchr(at, MARK_BREAK);
		if (end)
			*end++ = '\0';
		write_words(page, at);
	}
	page->bold = page->code = false;
}

/* ---- Quotes and items ---- */

void page_open(struct page *page, const char *first, const char *rest)
{
	if (page->depth++ >= MAX_DEPTH)
		return;
	if (!page->first.length)
		buf_adds(&page->first, buf_text(&page->rest));
	page->outer[page->depth - 1] = page->rest.length;
	buf_adds(&page->first, first);
	buf_adds(&page->rest, rest);
	page->begun = false;
}

void page_close(struct page *page)
{
	if (--page->depth >= MAX_DEPTH)
		return;
	if (!page->begun)
		page_write_plain(page, "", 0, 0);
	page->rest.length = page->outer[page->depth];
	page->rest.text[page->rest.length] = '\0';
}
