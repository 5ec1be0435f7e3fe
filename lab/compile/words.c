/* words.c - see words.h. */
#include "lab/compile/words.h"

#include <stdlib.h>
#include <string.h>

/* A quoted part; `at` stands on the quote. Returns where it goes on, NULL when it is not closed. */
static const char *take_quoted(struct buf *word, const char *at)
{
	char quote = *at++;

	for (; *at && *at != quote; at++) {
		if (quote == '"' && *at == '\\' && at[1] && strchr("\"\\$`", at[1]))
			at++;
		buf_addc(word, *at);
	}
	return *at ? at + 1 : NULL;
}

/* One word; `at` stands on its first character. The same. */
static const char *take_word(struct buf *word, const char *at)
{
	while (at && *at && !strchr(" \t\n", *at)) {
		if (*at == '\'' || *at == '"') {
			at = take_quoted(word, at);
			continue;
		}
		at += *at == '\\' && at[1];
		buf_addc(word, *at++);
	}
	return at;
}

bool words_split(struct words *words, const char *text, struct buf *why)
{
	const char *at = text + strspn(text, " \t\n");

	words->n = 0;
	while (at && *at && words->n < MOST_WORDS_IN_TEXT) {
		struct buf word = { 0 };

		at = take_word(&word, at);
		words->at[words->n++] = buf_take(&word);
		if (at)
			at += strspn(at, " \t\n");
	}
	if (at && !*at)
		return true;
	if (at)
		buf_printf(why, "it has more words than %d", MOST_WORDS_IN_TEXT);
	else
		buf_adds(why, "a quote is opened and never closed");
	words_free(words);
	return false;
}

void words_free(struct words *words)
{
	for (int i = 0; i < words->n; i++)
		free(words->at[i]);
	words->n = 0;
}
