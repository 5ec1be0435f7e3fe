/* defines.c - see defines.h. */
#include "lab/program/defines.h"

#include <ctype.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lab/program/beside.h"
#include "lab/program/constant.h"
#include "lab/program/switches.h"

/* One line, taken apart; the pointers are into the text. */
struct define {
	const char *name, *value, *end;         /* `end`: behind the value */
	size_t      name_length;
	int         number;
	const char *comment;                    /* NULL for none */
	size_t      comment_length;
};

static const char *skip_blanks(const char *at)
{
	return at + strspn(at, " \t");
}

/* "// words" or a comment that ends on this line; nothing else may follow the value. */
static bool read_comment(struct define *define, const char *at)
{
	const char *end = at + strcspn(at, "\n");

	at = skip_blanks(at);
	if (at[0] == '/' && at[1] == '/') {
		at = skip_blanks(at + 2);
	} else if (at[0] == '/' && at[1] == '*') {
		const char *close = strstr(at, "*/");

		if (!close || close > end)
			return false;
		at = skip_blanks(at + 2);
		end = close;
	} else {
		return at == end || *at == '\r';
	}
	while (end > at && isspace((unsigned char)end[-1]))
		end--;
	define->comment = at;
	define->comment_length = (size_t)(end - at);
	return true;
}

/* One number, or what simple arithmetic makes of some, with or without brackets; it fits an int. */
static bool read_value(struct define *define, const char *at)
{
	define->value = at;
	return constant_read(at, &define->number, &define->end);
}

/* "#define NAME 4", "# define NAME 4"; `line` is where a line begins. */
static bool read_define(struct define *define, const char *line)
{
	const char *at = skip_blanks(line);

	*define = (struct define){ 0 };
	if (*at++ != '#')
		return false;
	at = skip_blanks(at);
	if (strncmp(at, "define", 6) != 0 || (at[6] != ' ' && at[6] != '\t'))
		return false;
	define->name = at = skip_blanks(at + 6);
	while (isalnum((unsigned char)*at) || *at == '_')
		at++;
	define->name_length = (size_t)(at - define->name);
	if (define->name_length == 0 || define->name[0] == '_' || (*at != ' ' && *at != '\t'))
		return false;
	return read_value(define, skip_blanks(at)) && read_comment(define, define->end);
}

static const char *next_line(const char *at)
{
	at += strcspn(at, "\n");
	return *at ? at + 1 : at;
}

static char *copy(const char *text, size_t length)
{
	struct buf buf = { 0 };

	buf_add(&buf, text, length);
	return buf_take(&buf);
}

static bool is_named(const struct define *define, const char *name)
{
	return strlen(name) == define->name_length && strncmp(name, define->name, define->name_length) == 0;
}

/* How often a macro of this name is defined, in whatever way. */
static int times_defined(const char *text, const char *name)
{
	size_t length = strlen(name);
	int n = 0;

	for (; *text; text = next_line(text)) {
		const char *at = skip_blanks(text);

		if (*at++ != '#')
			continue;
		at = skip_blanks(at);
		if (strncmp(at, "define", 6) != 0)
			continue;
		at = skip_blanks(at + 6);
		n += strncmp(at, name, length) == 0 && !isalnum((unsigned char)at[length]) && at[length] != '_';
	}
	return n;
}

/* A name that a program's other settings have is none. */
static bool is_taken(const char *name)
{
	for (int i = 0; i < N_BESIDE; i++)
		if (strcmp(name, beside_settings[i].name) == 0)
			return true;
	return false;
}

int defines_find(const char *text, struct setting *settings, int most)
{
	struct define define;
	int n = 0, asked;

	for (const char *line = text; *line && n < most; line = next_line(line)) {
		struct setting *s = &settings[n];
		char *name;

		if (!read_define(&define, line))
			continue;
		name = copy(define.name, define.name_length);
		if (times_defined(text, name) != 1 || is_taken(name)) {
			free(name);
			continue;
		}
		*s = (struct setting){ .name = name, .standard = define.number, .min = INT_MIN, .max = INT_MAX };
		if ((define.number == 0 || define.number == 1) && is_only_asked(text, name, &asked) && asked > 0) {
			s->min = 0;
			s->max = 1;
		}
		s->help = copy(define.comment ? define.comment : "", define.comment ? define.comment_length : 0);
		n++;
	}
	return n;
}

void defines_rewrite(struct buf *out, const char *text, const struct setting *settings, int n, const int *values)
{
	struct define define;
	const char *line = text, *after;

	for (; *line; line = after) {
		int which = -1;

		after = next_line(line);
		for (int i = 0; i < n && which < 0 && read_define(&define, line); i++)
			if (is_named(&define, settings[i].name))
				which = i;
		if (which < 0 || values[which] == define.number) {
			buf_add(out, line, (size_t)(after - line));
			continue;
		}
		buf_add(out, line, (size_t)(define.value - line));
		buf_printf(out, values[which] < 0 ? "(%d)" : "%d", values[which]);
		buf_add(out, define.end, (size_t)(after - define.end));
	}
}
