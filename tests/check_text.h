/*
 * check_text.h - what every drawing must keep: its width, its letters, no blanks at the end of a line.
 */
#ifndef TESTS_CHECK_TEXT_H
#define TESTS_CHECK_TEXT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/base/text.h"

/* The text without its colours; the caller frees it. */
static inline char *without_colour(const char *text)
{
	struct buf plain = { 0 };

	for (; *text; text++) {
		if (*text == '\033')
			text = strchr(text, 'm');
		else
			buf_addc(&plain, *text);
	}
	return buf_take(&plain);
}

/* Say what is wrong with a drawing, or NULL. */
static inline const char *fault_of(const char *text, int width, bool ascii)
{
	size_t length = strlen(text);

	if (length && text[length - 1] != '\n')
		return "it does not end in a newline";
	if (text_widest(text) > width)
		return "it is too wide";
	if (strstr(text, " \n"))
		return "a line ends in a blank";
	for (size_t i = 0; i < length; i++) {
		if (ascii && (unsigned char)text[i] >= 0x80)
			return "it is not ASCII";
		if ((unsigned char)text[i] < ' ' && text[i] != '\n')
			return "it has a control character";
	}
	return NULL;
}

/* Fail unless the drawing fits. */
static inline void check_drawing(const char *text, int width, bool ascii)
{
	char *plain = without_colour(text);
	const char *fault = fault_of(plain, width, ascii);

	if (fault)
		print_error("%s, at width %d:\n%s", fault, width, plain);
	assert_null(fault);
	free(plain);
}

static inline void check_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		print_error("no \"%s\" in:\n%s", part, text);
	assert_non_null(strstr(text, part));
}

static inline void check_lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		print_error("\"%s\" in:\n%s", part, text);
	assert_null(strstr(text, part));
}

#endif
