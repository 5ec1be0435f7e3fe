/* history.c - see history.h. */
#include "cmd/line/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/base/files.h"

/* The whole file, malloc'ed; "" when there is none. */
static char *read_whole(const char *path)
{
	FILE *file = path ? fopen(path, "r") : NULL;
	struct buf text = { 0 };
	char block[4096];
	size_t n;

	while (file && (n = fread(block, 1, sizeof block, file)) > 0)
		buf_add(&text, block, n);
	if (file)
		fclose(file);
	return buf_take(&text);
}

/* Cut the next line off `*rest`; NULL at the end. */
static char *next_line(char **rest)
{
	char *line = *rest, *end;

	if (!*line)
		return NULL;
	end = line + strcspn(line, "\n");
	*rest = *end ? end + 1 : end;
	*end = '\0';
	return line;
}

void history_each(void (*tell)(void *context, const char *line), void *context)
{
	char *path = files_state("history"), *text = read_whole(path), *rest = text, *line;

	while ((line = next_line(&rest)))
		if (*line)
			tell(context, line);
	free(text);
	free(path);
}

/* `text` where its newest lines begin. */
static const char *newest(const struct buf *text, int lines)
{
	const char *at = buf_text(text) + text->length;

	while (at > buf_text(text)) {
		if (at[-1] == '\n' && lines-- == 0)
			break;
		at--;
	}
	return at;
}

enum { LONGEST = 4096 };

int history_keep(const char *line)
{
	char *path, *text, *rest, *old;
	struct buf all = { 0 };
	const char *from;

	if (!*line || *line == ' ' || *line == '\t' || strchr(line, '\n') || strlen(line) > LONGEST)
		return 0;
	path = files_state("history");
	rest = text = read_whole(path);
	while ((old = next_line(&rest)))
		if (*old && strcmp(old, line))
			buf_printf(&all, "%s\n", old);
	buf_printf(&all, "%s\n", line);
	from = newest(&all, HISTORY_LINES);
	if (path)
		files_replace(path, from, strlen(from));
	buf_free(&all);
	free(text);
	free(path);
	return 1;
}
