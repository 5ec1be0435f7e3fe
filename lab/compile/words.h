/*
 * words.h - a text taken apart as a shell does: at blanks, but not in quotes. Nothing is expanded.
 *
 * 'c d' and "c d" are one word each; a backslash takes the next character as it is (in "..." only before " \ $ and `).
 * "" is an empty word.
 */
#ifndef LAB_COMPILE_WORDS_H
#define LAB_COMPILE_WORDS_H

#include <stdbool.h>

#include "lab/base/buf.h"

enum { MOST_WORDS_IN_TEXT = 256 };

struct words {
	int   n;
	char *at[MOST_WORDS_IN_TEXT];           /* owned */
};

/* False, with nothing kept and why not appended as a phrase, when a quote is not closed or there are too many. */
bool words_split(struct words *, const char *text, struct buf *why);
void words_free(struct words *);

#endif
