/*
 * switches.c - see switches.h.
 *
 * By the words before and after the name, not by C's grammar: what does not look like a question is none.
 */
#include "lab/program/switches.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/buf.h"

static bool is_of_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The line that `at` lies in. */
static const char *line_of(const char *text, const char *at)
{
	while (at > text && at[-1] != '\n')
		at--;
	return at;
}

/* "#if", "#define": what the line begins with, "" where that is no directive. */
static bool is_directive(const char *line, const char *word)
{
	line += strspn(line, " \t");
	if (*line++ != '#')
		return false;
	line += strspn(line, " \t");
	return strncmp(line, word, strlen(word)) == 0;
}

/* Does what lies before `end` end with this, blanks aside? */
static bool ends_with(const char *text, const char *end, const char *word)
{
	size_t length = strlen(word);

	while (end > text && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	return (size_t)(end - text) >= length && strncmp(end - length, word, length) == 0 &&
	       ((size_t)(end - text) == length || !is_of_name(*word) || !is_of_name(end[-(long)length - 1]));
}

/* "== 0", "!= 1" */
static bool is_compared(const char *after)
{
	if (strncmp(after, "==", 2) != 0 && strncmp(after, "!=", 2) != 0)
		return false;
	after += 2 + strspn(after + 2, " \t");
	return (*after == '0' || *after == '1') && !is_of_name(after[1]) && after[1] != '.';
}

/* "if (NAME)", "while (NAME)" */
static bool is_condition(const char *text, const char *at, const char *after)
{
	if (*after != ')' || !ends_with(text, at, "("))
		return false;
	while (at[-1] != '(')
		at--;
	return ends_with(text, at - 1, "if") || ends_with(text, at - 1, "while");
}

/* Is it asked for at `at`, where the name stands that ends at `end`? */
static bool is_asked_at(const char *text, const char *at, const char *end)
{
	const char *line = line_of(text, at), *after = end + strspn(end, " \t");
	bool conditional = is_directive(line, "if") || is_directive(line, "elif");

	if (conditional && (*after == '\n' || *after == '\0' || *after == '\r'))
		return ends_with(text, at, "if") || ends_with(text, at, "!") || ends_with(text, at, "&&") || ends_with(text, at, "||");
	return ends_with(text, at, "!") || is_compared(after) || is_condition(text, at, after) ||
	       ((*after == '?' || strncmp(after, "&&", 2) == 0 || strncmp(after, "||", 2) == 0) &&
	        (ends_with(text, at, "(") || ends_with(text, at, "=") || ends_with(text, at, "return") ||
	         ends_with(text, at, "&&") || ends_with(text, at, "||") || ends_with(text, at, ",") || ends_with(text, at, "if"))) ||
	       (*after == ')' && (ends_with(text, at, "&&") || ends_with(text, at, "||")));
}

/* Where a comment or a text in quotes ends that begins here; `at` itself where none does. */
static const char *skip_words(const char *at)
{
	char quote = *at;
	const char *end;

	if (at[0] == '/' && at[1] == '/')
		return at + strcspn(at, "\n");
	if (at[0] == '/' && at[1] == '*')
		return (end = strstr(at + 2, "*/")) ? end + 2 : at + strlen(at);
	if (quote != '"' && quote != '\'')
		return at;
	for (at++; *at && *at != quote && *at != '\n'; at++)
		at += *at == '\\' && at[1];
	return at + (*at == quote);
}

/* The text without its comments and its texts in quotes: blanks stand there. To be freed. */
static char *bare(const char *text)
{
	struct buf out = { 0 };

	while (*text) {
		const char *end = skip_words(text);

		for (; text < end; text++)
			buf_addc(&out, *text == '\n' ? '\n' : ' ');
		if (*text && skip_words(text) == text)
			buf_addc(&out, *text++);
	}
	return buf_take(&out);
}

static bool is_asked_everywhere(const char *text, const char *name, int *n)
{
	size_t length = strlen(name);

	*n = 0;
	for (const char *at = text; (at = strstr(at, name)); at += length) {
		if ((at > text && is_of_name(at[-1])) || is_of_name(at[length]))
			continue;
		if (is_directive(line_of(text, at), "define") || is_directive(line_of(text, at), "ifndef") ||
		    is_directive(line_of(text, at), "endif"))
			continue;
		if (!is_asked_at(text, at, at + length))
			return false;
		++*n;
	}
	return true;
}

bool is_only_asked(const char *text, const char *name, int *n)
{
	char *code = bare(text);
	bool only = is_asked_everywhere(code, name, n);

	free(code);
	return only;
}
