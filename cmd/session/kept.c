/* kept.c - see kept.h. */
#include "cmd/session/kept.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/files.h"

bool kept_lines(struct buf *lines)
{
	char *text = files_kept("progress");

	buf_adds(lines, text ? text : "");
	free(text);
	return text != NULL;
}

bool kept_readable(struct buf *why)
{
	char *text = files_kept("progress"), *path;
	int error = errno;

	if (text) {
		free(text);
		return true;
	}
	path = files_state("progress");
	buf_printf(why, "cannot read %s, where it is kept what you have done: %s", path, strerror(error));
	free(path);
	return false;
}

bool kept_is_about(const char *line, const char *key)
{
	size_t length = strlen(key);

	return strncmp(line, key, length) == 0 && (!line[length] || strchr(" \n", line[length]));
}

const char *kept_next(const char *line)
{
	line += strcspn(line, "\n");
	return line + (*line == '\n');
}

void kept_replace(const char *key, const char *new)
{
	char *path = files_state("progress");
	struct buf lines = { 0 }, all = { 0 };

	if (!kept_lines(&lines)) {
		free(path);
		return;
	}
	for (const char *line = buf_text(&lines); *line; line = kept_next(line)) {
		if (kept_is_about(line, key))
			continue;
		buf_add(&all, line, strcspn(line, "\n"));
		buf_addc(&all, '\n');
	}
	buf_adds(&all, new);
	buf_addc(&all, '\n');
	if (path)
		files_replace(path, all.text, all.length);
	buf_free(&lines);
	buf_free(&all);
	free(path);
}
