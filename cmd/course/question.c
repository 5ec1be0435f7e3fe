/* question.c - see question.h. */
#include "cmd/course/question.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A choice's line is "> - a) text": its letter, or 0. */
static char choice_of(const char *line)
{
	if (*line++ != '>')
		return 0;
	line += strspn(line, " ");
	if (strncmp(line, "- ", 2) != 0 || !islower((unsigned char)line[2]) || line[3] != ')')
		return 0;
	return line[2];
}

void question_choices(const struct part *question, char choices[27])
{
	int n = 0;

	for (const char *line = question->text; line; line = strchr(line, '\n')) {
		char letter;

		line += *line == '\n';
		letter = choice_of(line);
		if (letter && n < 26)
			choices[n++] = letter;
	}
	choices[n] = '\0';
}

void question_wants(struct buf *out, const struct part *question)
{
	char choices[27];

	question_choices(question, choices);
	if (!choices[0])
		buf_adds(out, "a number");
	for (int i = 0; choices[i]; i++)
		buf_printf(out, "%s%c", i == 0 ? "" : choices[i + 1] ? ", " : " or ", choices[i]);
}

void answer_expected(const struct part *answer, struct buf *expected)
{
	const char *start = strstr(answer->text, "**"), *end = start ? strstr(start + 2, "**") : NULL;

	if (!end)
		return;
	start += 2;
	while (end > start && strchr(".:,;)! ", end[-1]))
		end--;
	buf_add(expected, start, (size_t)(end - start));
}

static bool is_number(const char *text)
{
	return *text && text[strspn(text, "0123456789")] == '\0';
}

bool question_allows(const struct part *question, const char *text)
{
	char choices[27];

	question_choices(question, choices);
	if (!*choices)
		return is_number(text);
	return text[0] && !text[1] && strchr(choices, tolower((unsigned char)text[0]));
}

bool answer_is(const struct part *answer, const char *text)
{
	struct buf expected = { 0 };
	bool right;

	if (answer)
		answer_expected(answer, &expected);
	if (is_number(text))
		right = is_number(buf_text(&expected)) &&
			strtol(text, NULL, 10) == strtol(buf_text(&expected), NULL, 10);
	else
		right = expected.length == 1 && expected.text[0] == tolower((unsigned char)text[0]);
	buf_free(&expected);
	return right;
}
