/* transcript_lines.c - see transcript_lines.h. */
#include "cmd/course/transcript_lines.h"

#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

struct slice slice_trimmed(const char *start, const char *end)
{
	while (end > start && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
		end--;
	return (struct slice){ start, end };
}

bool slice_is(struct slice s, const char *text)
{
	size_t n = strlen(text);

	return (size_t)(s.end - s.start) == n && memcmp(s.start, text, n) == 0;
}

bool slice_is_dots(struct slice s)
{
	return slice_is(s, "...");
}

/* The next line of a text: advances `*at`; false at the end. */
bool slice_next(const char **at, const char *end, struct slice *line)
{
	const char *newline;

	if (*at >= end)
		return false;
	newline = memchr(*at, '\n', (size_t)(end - *at));
	*line = slice_trimmed(*at, newline ? newline : end);
	*at = newline ? newline + 1 : end;
	return true;
}

struct slices slices_of(const char *text)
{
	const char *at = text, *end = text + strlen(text);
	struct slices lines = { 0, NULL };
	struct slice line;
	int room = 0;

	while (slice_next(&at, end, &line)) {
		if (lines.n == room) {
			room = room ? 2 * room : 32;
			lines.line = realloc(lines.line, (size_t)room * sizeof *lines.line);
			must(lines.line);
		}
		lines.line[lines.n++] = line;
	}
	return lines;
}

bool slice_wildcard(const char *p, const char *end)
{
	return end - p >= 4 && memcmp(p, "[..]", 4) == 0;
}

/* Numbers stand under each other at their right: where one is left out, how far in it begins is left out, too. */
static const char *without_indent(struct slice pattern)
{
	const char *p = pattern.start;

	while (p < pattern.end && *p == ' ')
		p++;
	return slice_wildcard(p, pattern.end) ? p : pattern.start;
}

bool slice_matches(struct slice pattern, struct slice text)
{
	const char *p = without_indent(pattern), *s = text.start, *star = NULL, *taken = NULL;

	while (s < text.end || p < pattern.end) {
		if (slice_wildcard(p, pattern.end)) {
			star = p += 4;
			taken = s;
		} else if (p < pattern.end && s < text.end && *p == *s) {
			p++, s++;
		} else if (star && taken < text.end) {
			p = star;
			s = ++taken;
		} else {
			return false;
		}
	}
	return true;
}
