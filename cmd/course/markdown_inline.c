/*
 * markdown_inline.c - bold, code and links within a line; see markdown_inline.h.
 */
#include "cmd/course/markdown_inline.h"

#include <string.h>

#include "cmd/course/markdown_text.h"
#include "lab/base/text.h"

int marked_columns(const char *word, size_t length, bool ticks)
{
	struct buf shown = { 0 };
	int columns;

	for (size_t i = 0; i < length; i++) {
		if (word[i] == MARK_SPACE || (word[i] == MARK_CODE && ticks))
			buf_addc(&shown, 'x');
		else if (word[i] != MARK_BOLD && word[i] != MARK_CODE)
			buf_addc(&shown, word[i]);
	}
	columns = text_columns(buf_text(&shown));
	buf_free(&shown);
	return columns;
}

void mark_plain(struct buf *out, const char *start, size_t length, bool ascii)
{
	struct buf piece = { 0 };

	for (size_t i = 0; i < length; i++)
		buf_addc(&piece, strchr("\t\r\n", start[i]) ? ' ' : start[i]);
	text_cut(out, buf_text(&piece), 1 << 30, ascii);
	buf_free(&piece);
}

void gather_begin(struct gathered *line, const struct look *look, bool heading)
{
	buf_clear(&line->text);
	line->look = look;
	line->strong = heading;
	if (heading)
		buf_addc(&line->text, MARK_BOLD);
}

static void gather_text(struct gathered *line, const char *text)
{
	mark_plain(&line->text, text, strlen(text), line->look->ascii);
}

/* Code that fits into half a line is not broken. */
static void gather_code(struct gathered *line, const char *code)
{
	size_t from = line->text.length + 1;
	char *text;

	buf_addc(&line->text, MARK_CODE);
	gather_text(line, code);
	text = line->text.text;
	if (marked_columns(text + from, line->text.length - from, false) <= line->look->width / 2)
		for (size_t i = from; i < line->text.length; i++)
			text[i] = text[i] == ' ' ? MARK_SPACE : text[i];
	buf_addc(&line->text, MARK_CODE);
}

static void gather_strong(struct gathered *line, bool entering)
{
	line->strong += entering ? 1 : -1;
	if (line->strong == (entering ? 1 : 0))
		buf_addc(&line->text, MARK_BOLD);
}

void gather_inline(struct gathered *line, cmark_node *node, bool entering)
{
	cmark_node_type type = cmark_node_get_type(node);
	const char *literal = cmark_node_get_literal(node);

	if (type == CMARK_NODE_STRONG)
		gather_strong(line, entering);
	else if (type == CMARK_NODE_CODE)
		gather_code(line, literal);
	else if (type == CMARK_NODE_SOFTBREAK)
		buf_addc(&line->text, ' ');
	else if (type == CMARK_NODE_LINEBREAK)
		buf_addc(&line->text, MARK_BREAK);
	else if (literal && !(type == CMARK_NODE_HTML_INLINE && markdown_is_comment(literal)))
		gather_text(line, literal);
}
