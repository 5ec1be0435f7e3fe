/* saved.c - see saved.h. */
#include "cmd/run/saved.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/term/prose.h"
#include "cmd/term/suggest.h"
#include "lab/base/panic.h"
#include "lab/base/text.h"
#include "lab/trace/schedule.h"
#include "lab/program/program.h"

enum { WIDTH = 70 };                    /* of a schedule line */

/* Of a program's files, as they were; to who does not know it a comment. */
#define DIGEST "# digest="

/* ---- Writing ---- */

static void write_schedule(struct buf *out, const char *schedule)
{
	size_t length;

	do {
		length = strnlen(schedule, WIDTH + 1);   /* it may have millions of steps */
		if (length > WIDTH)
			for (length = WIDTH; length > 0 && schedule[length] != ' '; length--)
				;
		buf_printf(out, "schedule=%.*s\n", (int)length, schedule);
		schedule += length + (schedule[length] == ' ');
	} while (*schedule);
}

char *saved_of(const struct result *result)
{
	struct buf text = { 0 };
	struct spec spec;

	if (!result->schedule)
		return NULL;
	buf_printf(&text, "# A run of %s: %s after %ld step%s.\n# `replay FILE` repeats it.\npattern=%s\n",
	           result->pattern->name, verdict_word(result->verdict), result->steps, text_s(result->steps),
	           result->pattern->name);
	for (int i = 0; i < pattern_n_settings(result->pattern); i++) {
		spec = spec_of_pattern(result->pattern, i);
		buf_printf(&text, "%s=", spec.name);
		if (!spec.is_text)
			spec_value(&text, &spec, result->values[i], NULL);
		else if (result->files[i])
			buf_adds(&text, result->files[i]);
		buf_addc(&text, '\n');
	}
	if (program_source(result->pattern)) {
		buf_adds(&text, DIGEST);
		program_digest(&text, result->pattern);
		buf_addc(&text, '\n');
	}
	write_schedule(&text, result->schedule);
	return buf_take(&text);
}

/* ---- Reading ---- */

struct reader {
	struct saved   *saved;
	struct problem *problem;
	const char     *text, *end;             /* all of it */
	struct buf      schedule;
	bool            scheduled;
	bool            given[MAX_SETTINGS];
};

static bool fail(struct reader *r, const char *code, const struct suggester *near, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

static bool fail(struct reader *r, const char *code, const struct suggester *near, const char *format, ...)
{
	struct buf text = { 0 };
	va_list args;

	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	*r->problem = (struct problem){ .code = code, .sentence = buf_take(&text) };
	if (near)
		r->problem->suggestions = near->best;
	return false;
}

static void set_defaults(struct saved *saved)
{
	for (int i = 0; saved->pattern && i < pattern_n_settings(saved->pattern); i++)
		saved->values[i] = saved->pattern->settings[i].standard;
}

/* "cflags=-I inc" of a line further down: the file is built with them. Malloc'ed; "" for none. */
static char *find_cflags(const struct reader *r)
{
	static const char start[] = "cflags=";
	struct buf found = { 0 };

	for (const char *line = r->text; line < r->end; line++) {
		size_t left = (size_t)(r->end - line);
		const char *newline = memchr(line, '\n', left);

		if (left >= sizeof start && !strncmp(line, start, sizeof start - 1))
			buf_add(&found, line + sizeof start - 1, (newline ? (size_t)(newline - line) : left) - (sizeof start - 1));
		if (!newline || found.length)
			break;
		line = newline;
	}
	return buf_take(&found);
}

/* What is wrong with them is said when their line is read. */
static bool are_legal(const char *cflags)
{
	struct problem problem = { 0 };
	struct spec spec;
	int ignored;
	bool good = spec_find(&spec, &program_any, "cflags") && value_check(&spec, cflags, &ignored, &problem);

	free(problem.sentence);
	return good;
}

/* The run was one of a person's own file: as it is now. */
static bool load(struct reader *r, const char *path)
{
	struct program_outcome outcome;
	char *cflags = find_cflags(r);

	program_load(&outcome, path, are_legal(cflags) ? cflags : "");
	free(cflags);
	r->saved->pattern = outcome.pattern;
	if (outcome.why)
		fail(r, "cannot-load", NULL, "%s", outcome.why);
	program_outcome_free(&outcome);
	set_defaults(r->saved);
	return r->saved->pattern != NULL;
}

static bool read_pattern(struct reader *r, const char *name)
{
	struct suggester suggester = { .typed = name };
	struct buf quoted = { 0 };

	if (r->saved->pattern)
		return fail(r, "bad-line", NULL, "there is a second pattern line");
	if (program_is_path(name))
		return load(r, name);
	r->saved->pattern = pattern_find(name);
	set_defaults(r->saved);
	if (r->saved->pattern)
		return true;
	for (int i = 0; patterns[i]; i++)
		suggest_offer(&suggester, patterns[i]->name);
	quote_typed(&quoted, name);
	fail(r, "unknown-pattern", &suggester, "there is no pattern %s", buf_text(&quoted));
	buf_free(&quoted);
	return false;
}

/* The setting with this name, or -1 after saying that there is none. */
static int find_setting(struct reader *r, const char *name)
{
	const struct pattern *pattern = r->saved->pattern;
	struct suggester suggester = { .typed = name };
	struct buf quoted = { 0 };

	for (int i = 0; i < pattern_n_settings(pattern); i++) {
		if (!strcmp(pattern->settings[i].name, name))
			return i;
		suggest_offer(&suggester, pattern->settings[i].name);
	}
	suggest_offer(&suggester, "schedule");
	quote_typed(&quoted, name);
	fail(r, "unknown-setting", &suggester, "%s has no setting %s", pattern->name, buf_text(&quoted));
	buf_free(&quoted);
	return -1;
}

static bool read_setting(struct reader *r, const char *name, const char *value)
{
	struct buf copy = { 0 };
	struct spec spec;
	int i = find_setting(r, name);

	if (i < 0)
		return false;
	if (r->given[i])
		return fail(r, "bad-line", NULL, "%s has been given before", name);
	r->given[i] = true;
	spec = spec_of_pattern(r->saved->pattern, i);
	if (!value_check(&spec, value, &r->saved->values[i], r->problem))
		return false;
	if (spec.is_text && *value) {
		buf_adds(&copy, value);
		r->saved->files[i] = buf_take(&copy);
	}
	return true;
}

static bool check_schedule(struct reader *r, const char *text)
{
	char *error = NULL;
	long n;

	free(schedule_parse(text, &n, &error));
	if (error) {
		fail(r, "bad-schedule", NULL, "%s", error);
		free(error);
		return false;
	}
	return true;
}

/* A part is checked where it stands: a mistake is told with its line. Later the whole is, for its length. */
static bool read_schedule(struct reader *r, const char *text)
{
	if (!check_schedule(r, text))
		return false;
	buf_printf(&r->schedule, "%s%s", r->schedule.length ? " " : "", text);
	r->scheduled = true;
	return true;
}

static bool read_digest(struct reader *r, const char *digest)
{
	struct buf now = { 0 };

	if (r->saved->pattern && program_source(r->saved->pattern)) {
		program_digest(&now, r->saved->pattern);
		r->saved->changed = strcmp(buf_text(&now), digest) != 0;
		buf_free(&now);
	}
	return true;
}

static bool read_line(struct reader *r, char *line)
{
	char *value = strchr(line, '='), *end;
	struct buf quoted = { 0 };

	if (strncmp(line, DIGEST, strlen(DIGEST)) == 0)
		return read_digest(r, line + strlen(DIGEST));
	if (!*line || *line == '#')
		return true;
	if (!value || value == line) {
		quote_typed(&quoted, line);
		fail(r, "bad-line", NULL, "%s is not of the form name=value", buf_text(&quoted));
		buf_free(&quoted);
		return false;
	}
	for (end = value; end > line && isspace((unsigned char)end[-1]); end--)
		;
	*value++ = *end = '\0';
	value += strspn(value, " \t");
	if (!strcmp(line, "pattern"))
		return read_pattern(r, value);
	if (!strcmp(line, "schedule"))
		return read_schedule(r, value);
	if (!r->saved->pattern)
		return fail(r, "bad-line", NULL, "first comes a line pattern=NAME");
	return read_setting(r, line, value);
}

/* The next line, without blanks at either end, malloc'ed. NULL for one that is no text. */
static char *take_line(const char **at, const char *end)
{
	const char *newline = memchr(*at, '\n', (size_t)(end - *at));
	const char *from = *at, *to = newline ? newline : end;
	struct buf line = { 0 };

	*at = newline ? newline + 1 : end;
	while (from < to && isspace((unsigned char)*from))
		from++;
	while (to > from && isspace((unsigned char)to[-1]))
		to--;
	if (memchr(from, '\0', (size_t)(to - from)))
		return NULL;
	buf_add(&line, from, (size_t)(to - from));
	return buf_take(&line);
}

static bool read_lines(struct reader *r, const char *text, const char *end)
{
	bool good = true;
	char *line;

	while (good && text < end) {
		r->saved->line++;
		line = take_line(&text, end);
		if (line)
			good = read_line(r, line);
		else
			good = fail(r, "not-text", NULL, "this line holds a zero byte: it is not text");
		free(line);
	}
	return good;
}

static bool read_all(struct reader *r, const char *text, size_t length)
{
	if (!read_lines(r, text, text + length))
		return false;
	if (!r->saved->pattern)
		return fail(r, "bad-line", NULL, "there is no line pattern=NAME");
	if (!r->scheduled)
		return fail(r, "bad-line", NULL, "there is no line schedule=STEPS");
	return true;
}

bool saved_read(const char *text, size_t length, struct saved *saved, struct problem *problem)
{
	struct reader reader = { .saved = saved, .problem = problem, .text = text, .end = text + length };
	bool good;

	*saved = (struct saved){ .line = 0 };
	*problem = (struct problem){ .code = NULL };
	good = read_all(&reader, text, length) && check_schedule(&reader, buf_text(&reader.schedule));
	if (good)
		saved->schedule = buf_take(&reader.schedule);
	else
		saved_free(saved);
	buf_free(&reader.schedule);
	return good;
}

void saved_free(struct saved *saved)
{
	for (int i = 0; i < MAX_SETTINGS; i++) {
		free(saved->files[i]);
		saved->files[i] = NULL;
	}
	free(saved->schedule);
	saved->schedule = NULL;
}
