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

/* How a name is asked for: whether it is zero, or whether it is one. Who asks both tells three values apart, or more. */
enum question { NOT_ASKED, ASKS_ZERO, ASKS_ONE };

/* May a condition begin after what lies before `end`? What binds closer than == and && would be a part of it. */
static bool begins(const char *text, const char *end)
{
	static const char *const words[] = { "(", "&&", "||", ",", "?", ";", "return", "if", NULL };

	for (int i = 0; words[i]; i++)
		if (ends_with(text, end, words[i]))
			return true;
	return ends_with(text, end, "=") && !ends_with(text, end, "==") && !ends_with(text, end, "!=") &&
	       !ends_with(text, end, "<=") && !ends_with(text, end, ">=");
}

/* May it end before this? */
static bool ends(const char *after)
{
	after += strspn(after, " \t");
	return strchr("?),;:\r\n", *after) || strncmp(after, "&&", 2) == 0 || strncmp(after, "||", 2) == 0;
}

/* "== 0", "!= 1" */
static enum question compared(const char *after)
{
	if (strncmp(after, "==", 2) != 0 && strncmp(after, "!=", 2) != 0)
		return NOT_ASKED;
	after += 2 + strspn(after + 2, " \t");
	return (*after != '0' && *after != '1') || !ends(after + 1) ? NOT_ASKED : *after == '0' ? ASKS_ZERO : ASKS_ONE;
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

/* How is it asked for at `at`, where the name stands that ends at `end`? */
static enum question asked_at(const char *text, const char *at, const char *end)
{
	const char *line = line_of(text, at), *after = end + strspn(end, " \t");
	bool conditional = is_directive(line, "if") || is_directive(line, "elif");
	bool behind = ends_with(text, at, "&&") || ends_with(text, at, "||");

	if (ends_with(text, at, "!") || is_condition(text, at, after) || (behind && *after == ')'))
		return ASKS_ZERO;
	if (conditional && (*after == '\n' || *after == '\0' || *after == '\r') && (behind || ends_with(text, at, "if")))
		return ASKS_ZERO;
	if (!begins(text, at))
		return NOT_ASKED;
	return *after == '?' || strncmp(after, "&&", 2) == 0 || strncmp(after, "||", 2) == 0 ? ASKS_ZERO : compared(after);
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

/* Is it this name that the line defines, or asks whether it is defined? */
static bool is_made_known(const char *text, const char *at)
{
	const char *line = line_of(text, at);

	return (is_directive(line, "define") && ends_with(text, at, "define")) || is_directive(line, "ifndef") ||
	       is_directive(line, "endif");
}

static bool is_asked_everywhere(const char *text, const char *name, int *n)
{
	size_t length = strlen(name);
	enum question first = NOT_ASKED, one;

	*n = 0;
	for (const char *at = text; (at = strstr(at, name)); at += length) {
		if ((at > text && is_of_name(at[-1])) || is_of_name(at[length]))
			continue;
		if (is_made_known(text, at))
			continue;
		one = asked_at(text, at, at + length);
		if (one == NOT_ASKED || (first != NOT_ASKED && first != one))
			return false;
		first = one;
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
