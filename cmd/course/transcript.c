/*
 * transcript.c - parsing and matching; see transcript.h.
 *
 * Matching is globbing: at a mismatch go back to the last wildcard and let it take one more line, which
 * finds a match whenever there is one.
 */
#include "cmd/course/transcript.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/course/transcript_lines.h"

/* ---- Matching ---- */

static bool lines_match(const struct slices *pattern, const struct slices *text)
{
	int p = 0, s = 0, star = -1, taken = 0;

	while (s < text->n || p < pattern->n) {
		if (p < pattern->n && slice_is_dots(pattern->line[p])) {
			star = ++p;
			taken = s;
		} else if (p < pattern->n && s < text->n && slice_matches(pattern->line[p], text->line[s])) {
			p++, s++;
		} else if (star >= 0 && taken < text->n) {
			p = star;
			s = ++taken;
		} else {
			return false;
		}
	}
	return true;
}

bool transcript_match(const char *expected, const char *actual)
{
	struct slices pattern = slices_of(expected), text = slices_of(actual);
	bool same = lines_match(&pattern, &text);

	free(pattern.line);
	free(text.line);
	return same;
}

int transcript_elided(const char *expected, int *lines)
{
	struct slices all = slices_of(expected);
	int n = 0;

	for (int i = 0; i < all.n; i++) {
		bool elided = slice_is_dots(all.line[i]);

		for (const char *p = all.line[i].start; p < all.line[i].end; p++)
			elided = elided || slice_wildcard(p, all.line[i].end);
		n += elided;
	}
	*lines = all.n;
	free(all.line);
	return n;
}

/* ---- Parsing ---- */

/* Whether the line is `[n]`; then `*status` is n. */
static bool is_status(struct slice s, int *status)
{
	int n = 0;

	if (s.end - s.start < 3 || s.end - s.start > 5 || *s.start != '[' || s.end[-1] != ']')
		return false;
	for (const char *p = s.start + 1; p < s.end - 1; p++) {
		if (!isdigit((unsigned char)*p))
			return false;
		n = 10 * n + (*p - '0');
	}
	*status = n;
	return true;
}

static bool is_command(struct slice *s)
{
	size_t n = strlen(TRANSCRIPT_PROMPT);

	if (slice_is(*s, "conclab>"))
		s->start = s->end;
	else if ((size_t)(s->end - s->start) >= n && memcmp(s->start, TRANSCRIPT_PROMPT, n) == 0)
		s->start += n;
	else
		return false;
	return true;
}

static char *copy(struct arena *arena, const char *start, size_t length)
{
	char *text = arena_alloc(arena, length + 1);

	if (length)
		memcpy(text, start, length);
	return text;
}

static int count_commands(const char *at, const char *end)
{
	struct slice line;
	int n = 0;

	while (slice_next(&at, end, &line))
		n += is_command(&line);
	return n;
}

/* The answer collected for `exchange` is complete: take the status line off it. */
static void finish(struct exchange *exchange, struct arena *arena, struct buf *answer)
{
	size_t cut = answer->length;
	int status;

	if (cut) {
		for (cut--; cut > 0 && answer->text[cut - 1] != '\n'; cut--)
			;
		if (is_status(slice_trimmed(answer->text + cut, answer->text + answer->length - 1), &status))
			exchange->status = status;
		else
			cut = answer->length;
	}
	exchange->expected = copy(arena, buf_text(answer), cut);
	buf_clear(answer);
}

static bool complain(struct buf *error, int line, const char *what)
{
	buf_printf(error, "line %d: %s", line, what);
	return false;
}

bool transcript_parse(struct transcript *transcript, struct arena *arena, const char *text, size_t length,
                      int line, struct buf *error)
{
	const char *at = text, *end = text + length;
	struct exchange *now = NULL;
	struct buf answer = { 0 };
	struct slice s;
	bool good = true;

	transcript->n = 0;
	transcript->exchanges = arena_alloc(arena, (size_t)count_commands(at, end) * sizeof *now);
	for (; good && slice_next(&at, end, &s); line++) {
		if (is_command(&s)) {
			if (now)
				finish(now, arena, &answer);
			now = &transcript->exchanges[transcript->n++];
			now->command = copy(arena, s.start, (size_t)(s.end - s.start));
			now->line = line;
			now->n_lines = 1;
			good = *now->command || complain(error, line, "a prompt with no command after it");
		} else if (now) {
			buf_add(&answer, s.start, (size_t)(s.end - s.start));
			buf_addc(&answer, '\n');
			now->n_lines++;
		} else {
			good = complain(error, line,
			                "a conclab block must start with \"conclab> \" and a command");
		}
	}
	if (now)
		finish(now, arena, &answer);
	buf_free(&answer);
	return good;
}
