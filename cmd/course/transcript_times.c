/* transcript_times.c - see transcript_times.h. */
#include "cmd/course/transcript_times.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "lab/trace/verdict.h"

static size_t line_length(const char *line)
{
	return strcspn(line, "\n");
}

static const char *next_line(const char *line)
{
	line += line_length(line);
	return line + (*line == '\n');
}

/* "deadlock  " or "  deadlock  ": a verdict, and two blanks behind it. */
static bool begins_with_verdict(const char *line, const char *before)
{
	size_t n = strlen(before);

	for (int i = 0; i < VERDICT_COUNT; i++) {
		const char *word = verdict_word((enum verdict)i);

		if (!strncmp(line, before, n) && !strncmp(line + n, word, strlen(word)) && !strncmp(line + n + strlen(word), "  ", 2))
			return true;
	}
	return false;
}

static bool begins_a_head(const char *line)
{
	static const char *const words[] = { "PROVED: ", "BOUNDED: ", "SAMPLED: " };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strncmp(line, words[i], strlen(words[i])))
			return true;
	return false;
}

/* Behind a time that begins here, "12.5 ms", of which the unit may stand on the next line; NULL: none does. */
static const char *after_time(const char *at)
{
	size_t digits = strspn(at, "0123456789.");

	if (!digits || !isdigit((unsigned char)*at))
		return NULL;
	at += digits;
	at += strspn(at, " \n");
	at += *at == 'm';
	return *at == 's' && !isalnum((unsigned char)at[1]) ? at + 1 : NULL;
}

/* Where in the lines up to `end` a time stands behind ", " and before a stop; NULL: nowhere. */
static const char *find_time(const char *from, const char *end)
{
	for (const char *at = from; at + 2 < end; at++) {
		const char *after = at[0] == ',' && isspace((unsigned char)at[1]) ? after_time(at + 1 + strspn(at + 1, " \n")) : NULL;

		if (after && (*after == '\n' || *after == ';' || *after == '\0'))
			return at;
	}
	return NULL;
}

/* The head of a search goes on in lines that are indented, up to the first outcome. */
static const char *end_of_head(const char *line)
{
	do
		line = next_line(line);
	while (!strncmp(line, "  ", 2) && !begins_with_verdict(line, "  "));
	return line;
}

/* What was said up to the comma, and then what stands for the time; and for the rest, where there is one. */
static void add_cut(struct buf *out, const char *from, const char *comma, bool more)
{
	buf_add(out, from, (size_t)(comma - from));
	buf_adds(out, more ? ", [..]\n...\n" : ", [..]\n");
}

void transcript_add_untimed(struct buf *out, const char *lines)
{
	for (const char *line = lines, *end; *line; line = end) {
		bool head = begins_a_head(line), verdict = begins_with_verdict(line, "");
		const char *comma;

		end = head ? end_of_head(line) : next_line(line);
		comma = head || verdict ? find_time(line, end) : NULL;
		if (comma)
			add_cut(out, line, comma, head);
		else
			buf_add(out, line, (size_t)(end - line));
	}
}
