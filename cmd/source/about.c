/* about.c - see about.h. */
#include "cmd/source/about.h"

#include <string.h>

#include "cmd/term/prose.h"
#include "lab/base/embed.h"
#include "lab/base/text.h"
#include "lab/program/program.h"

enum { LONGEST_LABEL = 16, NARROW = 50 };

/* pattern->file may be absolute, as the compiler saw it; the texts are named by their path in the tree. */
const char *about_source(const struct pattern *pattern)
{
	const char *name = pattern->file;

	for (const char *at = name; (at = strstr(at, "patterns/")); at++)
		name = at;
	return program_source(pattern) ? program_source(pattern) : embedded_text(name);
}

/* A line of the comment without " * ". Returns its length; NULL in `*line` at the end of the comment. */
static size_t comment_line(const char **at, const char **line)
{
	const char *start = *at + strspn(*at, " \t");
	size_t length = strcspn(start, "\n");

	*line = NULL;
	if (*start != '*' || start[1] == '/' || !start[length])
		return 0;
	*at = start + length + 1;
	*line = start + 1 + (start[1] == ' ');
	return length - (size_t)(*line - start);
}

static bool is_label(const char *line, size_t length)
{
	return length > 0 && line[0] != ' ' && memchr(line, ' ', length) && strstr(line, "  ") &&
	       strstr(line, "  ") < line + length && strstr(line, "  ") < line + LONGEST_LABEL;
}

/* "Break it      feed=main: ..." */
static void draw_label(struct buf *out, const char *text, const struct look *look)
{
	size_t label = (size_t)(strstr(text, "  ") - text);
	int gap = (int)strspn(text + label, " "), indent = look->width < NARROW ? 2 : (int)label + gap;
	struct buf word = { 0 };

	buf_add(&word, text, label);
	prose_colour(out, look, "1", buf_text(&word));
	if (look->width < NARROW)
		buf_addc(out, '\n');
	buf_fill(out, ' ', look->width < NARROW ? indent : gap);
	text_wrap(out, text + label + gap, indent, indent, look->width, look->ascii);
	buf_free(&word);
}

/* What has been gathered: a labelled line or a paragraph, over several lines of the comment. */
static void flush(struct buf *out, struct buf *item, const struct look *look)
{
	const char *text = buf_text(item);

	if (is_label(text, item->length))
		draw_label(out, text, look);
	else if (item->length)
		text_wrap(out, text, 0, 0, look->width, look->ascii);
	buf_clear(item);
}

static void draw_line(struct buf *out, struct buf *item, const char *line, size_t length,
                      const struct look *look)
{
	if (length == 0) {
		flush(out, item, look);
		buf_addc(out, '\n');
	} else if (line[0] == ' ' && item->length == 0) {       /* the picture */
		buf_add(out, line, length);
		buf_addc(out, '\n');
	} else {
		if (is_label(line, length))
			flush(out, item, look);
		if (item->length)
			buf_addc(item, ' ');
		buf_add(item, line, length);
	}
}

bool about_head(struct buf *out, const char *source, const struct look *look)
{
	const char *at = source ? strstr(source, "/*") : NULL, *line;
	struct buf item = { 0 };
	size_t length;

	if (!at)
		return false;
	at += strcspn(at, "\n");
	at += *at == '\n';
	comment_line(&at, &line);               /* the name */
	for (length = comment_line(&at, &line); line && length == 0;)
		length = comment_line(&at, &line);
	for (; line; length = comment_line(&at, &line))
		draw_line(out, &item, line, length, look);
	flush(out, &item, look);
	buf_free(&item);
	return true;
}
