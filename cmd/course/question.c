/* question.c - see question.h. */
#include "cmd/course/question.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void question_wants(struct buf *out, const struct question *question)
{
	if (!question->n)
		buf_adds(out, "a number");
	for (int i = 0; i < question->n; i++)
		buf_printf(out, "%s%c", i == 0 ? "" : i + 1 < question->n ? ", " : " or ", question->letter[i]);
}

static bool is_number(const char *text)
{
	return *text && text[strspn(text, "0123456789")] == '\0';
}

bool question_allows(const struct question *question, const char *text)
{
	if (!question->n)
		return is_number(text);
	return text[0] && !text[1] && memchr(question->letter, tolower((unsigned char)text[0]), (size_t)question->n);
}

bool answer_is(const char *expected, const char *text)
{
	if (is_number(text))
		return is_number(expected) && strtol(text, NULL, 10) == strtol(expected, NULL, 10);
	return *expected && !expected[1] && *expected == tolower((unsigned char)text[0]);
}
