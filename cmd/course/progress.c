/* progress.c - see progress.h. */
#include "cmd/course/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/term/files.h"
#include "lab/base/buf.h"

/* All lines kept so far; "" when there are none. */
static void read_lines(struct buf *lines)
{
	char *path = files_state("progress"), block[1024];
	FILE *file = path ? fopen(path, "r") : NULL;
	size_t n;

	while (file && (n = fread(block, 1, sizeof block, file)) > 0)
		buf_add(lines, block, n);
	if (file)
		fclose(file);
	free(path);
}

/* Does the line tell of this lesson? */
static bool is_about(const char *line, int lesson)
{
	char *end;

	if (strncmp(line, "lesson ", 7) != 0)
		return false;
	return strtol(line + 7, &end, 10) == lesson && end > line + 7 &&
		(*end == ' ' || *end == '\n' || !*end);
}

static int small_number(const char *text)
{
	long n = strtol(text, NULL, 10);

	return n < 0 || n > 9999 ? 0 : (int)n;
}

/* "b+,7-,skip" */
static void read_answers(struct progress *progress, const char *text)
{
	for (int i = 0; i < MAX_ANSWERS && *text && *text != ' ' && *text != '\n'; i++) {
		struct answer *answer = &progress->answers[i];
		size_t length = strcspn(text, "+-, \n");

		if (length < sizeof answer->text)
			memcpy(answer->text, text, length);
		answer->right = text[length] == '+';
		text += strcspn(text, ", \n");
		text += *text == ',';
	}
}

static void read_line(struct progress *progress, const char *line)
{
	const char *end = line + strcspn(line, "\n");

	while (line < end) {
		if (strncmp(line, "at=", 3) == 0)
			progress->at = small_number(line + 3);
		else if (strncmp(line, "begun=", 6) == 0)
			progress->begun = small_number(line + 6) != 0;
		else if (strncmp(line, "hints=", 6) == 0)
			progress->hints = small_number(line + 6);
		else if (strncmp(line, "done=", 5) == 0)
			progress->done = small_number(line + 5) != 0;
		else if (strncmp(line, "solved=", 7) == 0)
			progress->solved = small_number(line + 7) != 0;
		else if (strncmp(line, "answers=", 8) == 0)
			read_answers(progress, line + 8);
		line += strcspn(line, " \n");
		line += *line == ' ';
	}
	progress->begun |= progress->at > 0;
}

struct progress progress_load(int lesson)
{
	struct progress progress = { .lesson = lesson };
	struct buf lines = { 0 };

	read_lines(&lines);
	for (const char *line = buf_text(&lines); line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (is_about(line, lesson))
			read_line(&progress, line);
	}
	buf_free(&lines);
	return progress;
}

struct progress progress_latest(void)
{
	struct progress latest = { .lesson = -1 };
	struct buf lines = { 0 };

	read_lines(&lines);
	for (const char *line = buf_text(&lines); line; line = strchr(line, '\n')) {
		struct progress one = { 0 };

		line += *line == '\n';
		if (strncmp(line, "lesson ", 7) != 0)
			continue;
		one.lesson = small_number(line + 7);
		read_line(&one, line);
		if (one.begun && is_about(line, one.lesson))
			latest = one;
	}
	buf_free(&lines);
	return latest;
}

static void write_line(struct buf *out, const struct progress *progress)
{
	int n = MAX_ANSWERS;

	while (n > 0 && !progress->answers[n - 1].text[0])
		n--;
	buf_printf(out, "lesson %d at=%d begun=%d hints=%d done=%d solved=%d answers=", progress->lesson,
	           progress->at, progress->begun, progress->hints, progress->done, progress->solved);
	for (int i = 0; i < n; i++) {
		const struct answer *answer = &progress->answers[i];

		buf_printf(out, "%s%s", i ? "," : "", answer->text);
		if (answer->text[0] && strcmp(answer->text, "skip") != 0)
			buf_addc(out, answer->right ? '+' : '-');
	}
	buf_addc(out, '\n');
}

void progress_save(const struct progress *progress)
{
	char *path = files_state("progress");
	struct buf lines = { 0 }, all = { 0 };

	read_lines(&lines);
	for (const char *line = buf_text(&lines); *line; line += strcspn(line, "\n"), line += *line == '\n') {
		if (is_about(line, progress->lesson))
			continue;
		buf_add(&all, line, strcspn(line, "\n"));
		buf_addc(&all, '\n');
	}
	write_line(&all, progress);
	if (path)
		files_replace(path, all.text, all.length);
	buf_free(&lines);
	buf_free(&all);
	free(path);
}
