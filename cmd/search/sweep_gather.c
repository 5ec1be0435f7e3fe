/* sweep_gather.c - see sweep_gather.h. */
#include "cmd/search/sweep_gather.h"

#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/base/files.h"
#include "lab/base/panic.h"
#include "lab/program/program.h"

enum { MOST_MIB = 512 };                /* in one file */

bool gather_is_from(const struct arg *arg)
{
	return arg->name && !strcmp(arg->name, "from");
}

int gather_complain(struct gathering *g, const struct sweep_line *line, const char *why)
{
	return complain(g->session, "bad-line", NULL, "%s: %s", line->place, why);
}

static int add_line(struct gathering *g, const char *path, long number, const char *text)
{
	struct sweep_line line = { .place = arena_printf(g->arena, "%s:%ld", path, number), .text = text };
	const char *why = sweep_line_read(&line, g->arena);

	if (why)
		return gather_complain(g, &line, why);
	if (g->n == g->room) {
		g->room = g->room ? 2 * g->room : 64;
		g->lines = realloc(g->lines, (size_t)g->room * sizeof *g->lines);
		must(g->lines);
	}
	g->lines[g->n++] = line;
	return STATUS_OK;
}

static int read_file(struct gathering *g, const char *path)
{
	size_t length, all;
	char *bytes = files_read_most(path, (size_t)MOST_MIB << 20, &all), *text;
	int status = STATUS_OK;
	long number = 0;

	if (!bytes)
		return complain(g->session, "cannot-read", NULL, "cannot read %s: %s", path, strerror(errno));
	text = arena_text(g->arena, bytes);
	if (strlen(bytes) < all)
		status = complain(g->session, "bad-line", NULL, "%s: a file of lines has no bytes that are 0", path);
	free(bytes);
	g->n_files++;
	for (; *text && !status; text += length) {
		length = strcspn(text, "\n");
		number++;
		if (text[length])
			text[length++] = '\0';
		if (text[strspn(text, " \t\r")])
			status = add_line(g, path, number, text);
	}
	return status;
}

/* A file of that name, or all that the pattern means, in the order of their names. */
static int read_files(struct gathering *g, const char *pattern)
{
	glob_t found = { 0 };
	int status = STATUS_OK;

	if (access(pattern, F_OK) == 0 || glob(pattern, GLOB_NOCHECK, NULL, &found) != 0)
		return read_file(g, pattern);
	for (size_t i = 0; i < found.gl_pathc && !status; i++)
		status = read_file(g, found.gl_pathv[i]);
	globfree(&found);
	return status;
}

/* "a.jsonl,b.jsonl": one file when there is one of that name. */
static int read_list(struct gathering *g, const char *list)
{
	struct buf one = { 0 };
	int status = STATUS_OK;

	if (access(list, F_OK) == 0)
		return read_file(g, list);
	for (size_t length; *list && !status; list += length + (list[length] == ',')) {
		length = strcspn(list, ",");
		buf_clear(&one);
		buf_add(&one, list, length);
		if (length)
			status = read_files(g, buf_text(&one));
	}
	buf_free(&one);
	return status;
}

static bool is_program(const char *word)
{
	size_t length = strlen(word);

	return program_is_path(word) && length > 1 && (word[length - 1] == '/' || !strcmp(word + length - 2, ".c"));
}

int gather(struct gathering *g, const struct call *call)
{
	int status = STATUS_OK;

	for (int i = 0; i < call->n_args && !status; i++) {
		const struct arg *arg = &call->args[i];

		if (!arg->name && is_program(arg->text))
			g->program = arg->text;
		else if (!arg->name || gather_is_from(arg))
			status = read_list(g, arg->name ? arg->value : arg->text);
	}
	if (!status && g->n_files == 0)
		return complain_usage(g->session, call, "from= needs the files with the lines of all parts: from=part-*.jsonl");
	if (!status && g->n == 0)
		return complain(g->session, "bad-line", NULL, "there is no line in %s", g->n_files == 1 ? "this file" : "these files");
	return status;
}
