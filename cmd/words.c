/* words.c - see words.h. */
#include "cmd/words.h"

#include <ctype.h>
#include <string.h>

#include "cmd/term/prose.h"
#include "cmd/topics.h"
#include "lab/base/text.h"

enum { MARGIN = 2 };            /* columns before a word in its row */

static const char *text_of_words(void)
{
	for (int i = 0; topics[i].name; i++)
		if (!strcmp(topics[i].name, "words"))
			return topics[i].text;
	return "";
}

/* The next letter; what parts words does not count. */
static const char *letter(const char *at)
{
	return at + strspn(at, " -_");
}

/* Is `typed` this name of so many characters, or several of them? */
static bool is_word(const char *name, size_t length, const char *typed)
{
	const char *end = name + length;

	for (name = letter(name), typed = letter(typed); name < end; name = letter(name + 1), typed = letter(typed + 1))
		if (tolower((unsigned char)*name) != tolower((unsigned char)*typed))
			return false;
	return !*typed || !strcmp(typed, "s") || !strcmp(typed, "es");
}

/* What it means, from its row on, as one line. */
static void add_meaning(struct buf *out, const char *row, size_t column)
{
	do {
		buf_printf(out, "%s%.*s", out->length ? " " : "", (int)strcspn(row + column, "\n"), row + column);
		row += strcspn(row, "\n");
		row += *row == '\n';
	} while (strspn(row, " ") == column);
}

/* Find the word's row; append its name and its meaning. */
static void find(const char *word, struct buf *name, struct buf *meaning)
{
	for (const char *row = text_of_words(); *row && !name->length; row += strcspn(row, "\n"), row += *row == '\n') {
		const char *begin = row + MARGIN, *gap = strspn(row, " ") == MARGIN ? strstr(begin, "  ") : NULL;

		if (!gap || !is_word(begin, (size_t)(gap - begin), word))
			continue;
		buf_add(name, begin, (size_t)(gap - begin));
		add_meaning(meaning, row, (size_t)(gap + strspn(gap, " ") - row));
	}
}

bool words_add(struct buf *out, const char *word, const struct look *look)
{
	struct buf name = { 0 }, meaning = { 0 };
	bool found;

	find(word, &name, &meaning);
	found = name.length > 0;
	if (found) {
		prose_colour(out, look, "1", buf_text(&name));
		buf_adds(out, " - ");
		text_wrap(out, buf_text(&meaning), text_columns(buf_text(&name)) + 3, 2, look->width, look->ascii);
	}
	buf_free(&name);
	buf_free(&meaning);
	return found;
}
