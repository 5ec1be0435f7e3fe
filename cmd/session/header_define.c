/* header_define.c - see header_define.h. Line by line: what is in a comment may be taken for a directive. */
#include "cmd/session/header_define.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/files.h"
#include "lab/program/program.h"

enum { MOST_BYTES = 1 << 20 };

/* What follows "#word" and blanks on this line; NULL where it is no such line. */
static const char *after_directive(const char *line, const char *word)
{
	line += strspn(line, " \t");
	if (*line++ != '#')
		return NULL;
	line += strspn(line, " \t");
	if (strncmp(line, word, strlen(word)))
		return NULL;
	line += strlen(word);
	return line + strspn(line, " \t");
}

static const char *next_line(const char *at)
{
	at += strcspn(at, "\n");
	return *at ? at + 1 : at;
}

static bool text_defines(const char *text, const char *name)
{
	size_t length = strlen(name);

	for (; *text; text = next_line(text)) {
		const char *at = after_directive(text, "define");

		if (at && !strncmp(at, name, length) && (at[length] == ' ' || at[length] == '\t'))
			return true;
	}
	return false;
}

/* The header that stands beside the first file of the program. */
static bool file_defines(const struct pattern *pattern, const char *header, const char *name)
{
	size_t first = strcspn(pattern->name, ","), length;
	struct buf path = { 0 };
	bool found = false;
	char *text;

	while (first > 0 && pattern->name[first - 1] != '/')
		first--;
	buf_add(&path, pattern->name, first);
	buf_adds(&path, header);
	text = files_read_most(buf_text(&path), MOST_BYTES, &length);
	if (text)
		found = text_defines(text, name);
	free(text);
	buf_free(&path);
	return found;
}

bool header_defines(struct buf *out, const struct pattern *pattern, const char *name)
{
	const char *text = program_source(pattern), *at;
	bool found = false;

	for (; text && *text && !found; text = next_line(text)) {
		struct buf header = { 0 };

		at = after_directive(text, "include");
		if (!at || *at != '"')
			continue;
		buf_add(&header, at + 1, strcspn(at + 1, "\"\n"));
		found = file_defines(pattern, buf_text(&header), name);
		buf_adds(out, found ? buf_text(&header) : "");
		buf_free(&header);
	}
	return found;
}
