/*
 * html_explanation.c - why it came to this: paragraphs, which the page wraps, and drawings, which are left as they are.
 *
 * A line of the explanation is a paragraph, further in where it says more about the one before. A line with one of the
 * characters that boxes are drawn with is a part of a drawing; those that follow each other are one.
 */
#include "lab/page/html_parts.h"

#include <string.h>

static bool is_drawn(const char *line, size_t length)
{
	for (size_t i = 0; i + 1 < length; i++)
		if (line[i] == '\xe2' && (line[i + 1] == '\x94' || line[i + 1] == '\x95'))        /* U+2500 to U+257F */
			return true;
	return false;
}

static void write_text(struct html_writer *w, const char *text, size_t length)
{
	buf_clear(&w->text);
	buf_add(&w->text, text, length);
	html_text(w->out, buf_text(&w->text));
}

static void write_prose(struct html_writer *w, const char *line, size_t length)
{
	size_t indent = strspn(line, " ");

	if (indent >= length)
		return;
	fputs(indent ? "<p class=\"more\">" : "<p>", w->out);
	write_text(w, line + indent, length - indent);
	fputs("</p>\n", w->out);
}

void html_explanation(struct html_writer *w)
{
	const char *line = w->page->explanation;
	bool drawing = false;

	if (!line || !*line)
		return;
	fputs("<section class=\"reasons\" aria-labelledby=\"why-head\"><h2 id=\"why-head\">Why</h2>\n", w->out);
	while (*line) {
		size_t length = strcspn(line, "\n");
		bool drawn = is_drawn(line, length);

		if (drawn != drawing)
			fputs(drawn ? "<pre tabindex=\"0\" role=\"region\" aria-label=\"The cycle of waiting\">" : "</pre>\n", w->out);
		drawing = drawn;
		if (drawn) {
			write_text(w, line, length);
			fputc('\n', w->out);
		} else {
			write_prose(w, line, length);
		}
		line += length + (line[length] == '\n');
	}
	fputs(drawing ? "</pre>\n</section>\n" : "</section>\n", w->out);
}
