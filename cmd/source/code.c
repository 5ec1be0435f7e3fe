/* code.c - see code.h. */
#include "cmd/source/code.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/trace/snap_text.h"

static const char mark[] = "//DOC: ";

static struct code_line line_of(const char *text, size_t length)
{
	struct code_line line = { .text = text, .length = length };
	const char *at = strstr(text, mark);

	if (at && at < text + length) {
		line.mark = at + strlen(mark);
		line.mark_length = (size_t)(text + length - line.mark);
		line.length = (size_t)(at - text);
	}
	while (line.length > 0 && strchr(" \t", text[line.length - 1]))
		line.length--;
	return line;
}

struct code code_read(const char *source)
{
	struct code code = { 0 };
	int room = 0;

	for (const char *at = source; *at; code.n++) {
		size_t length = strcspn(at, "\n");

		if (code.n == room) {
			room = room ? 2 * room : 128;
			code.lines = realloc(code.lines, (size_t)room * sizeof *code.lines);
			must(code.lines);
		}
		code.lines[code.n] = line_of(at, length);
		at += length + (at[length] == '\n');
	}
	return code;
}

void code_free(struct code *code)
{
	free(code->lines);
	*code = (struct code){ 0 };
}

void code_add(struct buf *out, const struct code_line *line, int indent)
{
	size_t tabs = 0;
	int column = 0;

	while (tabs < line->length && line->text[tabs] == '\t')
		tabs++;
	buf_fill(out, ' ', (int)tabs * indent);
	for (const char *at = line->text + tabs; at < line->text + line->length; at++) {
		int wide = *at == '\t' ? 8 - column % 8 : 1;

		buf_fill(out, *at == '\t' ? ' ' : *at, wide);
		column += wide;
	}
}

void code_wrap(struct buf *out, const struct code_line *line, int indent, int width, bool ascii)
{
	struct buf text = { 0 };
	int blanks, depth;

	code_add(&text, line, indent);
	blanks = (int)strspn(buf_text(&text), " ");
	depth = blanks < width / 2 ? blanks : width / 2;
	buf_fill(out, ' ', depth);
	if (text_columns(buf_text(&text)) <= width)
		buf_printf(out, "%s\n", buf_text(&text) + depth);
	else
		text_wrap(out, buf_text(&text) + blanks, depth, depth + 2, width, ascii);
	buf_free(&text);
}

void code_add_mark(struct buf *out, const struct code_line *line)
{
	for (size_t i = 0; line->mark && i < line->mark_length; i++)
		buf_addc(out, line->mark[i] == '-' ? ' ' : line->mark[i]);
}

int code_line_of(const char *here)
{
	const char *colon = here ? strrchr(here, ':') : NULL;

	return colon ? atoi(colon + 1) : 0;
}

bool code_has(const struct code *code, int line, const char *here)
{
	const char *name = code->file ? snap_place(code->file) : NULL, *place = here ? snap_place(here) : NULL;

	if (!here || code_line_of(here) != line)
		return false;
	return !name || (strncmp(place, name, strlen(name)) == 0 && place[strlen(name)] == ':');
}

const char *code_end(const struct code_line *line)
{
	return line->text + line->length;
}

bool code_begins(const struct code_line *line, const char *word)
{
	return line->length >= strlen(word) && strncmp(line->text, word, strlen(word)) == 0;
}

int code_tabs(const struct code_line *line)
{
	int n = 0;

	while ((size_t)n < line->length && line->text[n] == '\t')
		n++;
	return n;
}

struct code_line code_body(const struct code_line *line)
{
	int n = code_tabs(line);

	return (struct code_line){ .text = line->text + n, .length = line->length - (size_t)n };
}
