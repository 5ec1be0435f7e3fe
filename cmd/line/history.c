/* history.c - see history.h. */
#include "cmd/line/history.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"
#include "lab/base/files.h"

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
	char *text = files_kept("history"), *rest = text, *line;

	while (rest && (line = next_line(&rest)))
		if (*line)
			tell(context, line);
	free(text);
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
	rest = text = files_kept("history");
	if (!text)
		return 1;
	path = files_state("history");
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
