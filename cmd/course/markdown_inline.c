/*
 * markdown_inline.c - bold, code and links within a line; see markdown_inline.h.
 */
#include "cmd/course/markdown_inline.h"

#include <ctype.h>
#include <string.h>

#include "lab/base/text.h"

int marked_columns(const char *word, size_t length, bool ticks)
{
	struct buf shown = { 0 };
	int columns;

	for (size_t i = 0; i < length; i++) {
		if (word[i] == MARK_SPACE || (word[i] == MARK_CODE && ticks))
			buf_addc(&shown, 'x');
		else if (word[i] != MARK_BOLD && word[i] != MARK_CODE)
			buf_addc(&shown, word[i]);
	}
	columns = text_columns(buf_text(&shown));
	buf_free(&shown);
	return columns;
}

void mark_plain(struct buf *out, const char *start, size_t length, bool ascii)
{
	struct buf piece = { 0 };

	for (size_t i = 0; i < length; i++)
		buf_addc(&piece, start[i] == '\t' ? ' ' : start[i]);
	text_cut(out, buf_text(&piece), 1 << 30, ascii);
	buf_free(&piece);
}

/* The end of `code` that begins at `p` (after its backquotes); NULL when it never ends. */
static const char *code_end(const char *p, const char *end, size_t ticks)
{
	for (; p < end; p++) {
		size_t n = 0;

		while (p + n < end && p[n] == '`')
			n++;
		if (n == ticks)
			return p;
		p += n;
	}
	return NULL;
}

static const char *gather_code(const struct look *look, struct buf *out, const char *p, const char *end)
{
	size_t ticks = 0, from = out->length + 1;
	const char *close;

	while (p + ticks < end && p[ticks] == '`')
		ticks++;
	close = code_end(p + ticks, end, ticks);
	if (!close) {
		mark_plain(out, p, ticks, false);
		return p + ticks;
	}
	buf_addc(out, MARK_CODE);
	mark_plain(out, p + ticks, (size_t)(close - p) - ticks, look->ascii);
	if (marked_columns(out->text + from, out->length - from, false) <= look->width / 2)
		for (size_t i = from; i < out->length; i++)
			if (out->text[i] == ' ')
				out->text[i] = MARK_SPACE;
	buf_addc(out, MARK_CODE);
	return close + ticks;
}

/* A link's text ends at "](" and its address at ")": where the whole ends, NULL when it is none. */
static const char *link_end(const char *p, const char *end, const char **text_end)
{
	const char *close = memchr(p, ']', (size_t)(end - p));

	if (!close || close + 1 >= end || close[1] != '(')
		return NULL;
	*text_end = close;
	return memchr(close, ')', (size_t)(end - close));
}

/* A single star marks emphasis, which is not shown, unless it stands alone or between two letters: 2*3. */
static bool is_emphasis(const char *start, const char *p, const char *end)
{
	bool after = p > start && isalnum((unsigned char)p[-1]),
	     before = p + 1 < end && isalnum((unsigned char)p[1]);

	return after != before;
}

void mark_inline(const struct look *look, struct buf *out, const char *p, const char *end)
{
	const char *text_end, *close, *start = p;

	while (p < end) {
		if (*p == '`') {
			p = gather_code(look, out, p, end);
		} else if (*p == '*' && p + 1 < end && p[1] == '*') {
			buf_addc(out, MARK_BOLD);
			p += 2;
		} else if (*p == '*' && is_emphasis(start, p, end)) {
			p++;
		} else if (*p == '[' && (close = link_end(p, end, &text_end)) != NULL) {
			mark_inline(look, out, p + 1, text_end);
			p = close + 1;
		} else {
			size_t n = 1;

			if (*p == '\\' && p + 1 < end && ispunct((unsigned char)p[1]))
				p++;
			while (p + n < end && !strchr("`*[\\", p[n]))
				n++;
			mark_plain(out, p, n, look->ascii);
			p += n;
		}
	}
}
