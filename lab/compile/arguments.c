/* arguments.c - see arguments.h. By words, not by C's grammar: who reads it makes a hint of it, no more. */
#include "lab/compile/arguments.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

static bool is_of_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The next place of this word; NULL when there is none. */
static const char *find_word(const char *text, const char *word, size_t length)
{
	for (const char *at = text; *at; at++)
		if (!strncmp(at, word, length) && !is_of_name(at[length]) && (at == text || !is_of_name(at[-1])))
			return at;
	return NULL;
}

/* Is the last name before `end`, and not before `from`, used in `rest`? */
static bool last_is_used(const char *from, const char *end, const char *rest)
{
	const char *last;

	while (end > from && !is_of_name(end[-1]))
		end--;
	for (last = end; last > from && is_of_name(last[-1]); last--)
		;
	return last < end && find_word(rest, last, (size_t)(end - last));
}

/* `from` and `end` are round what stands in the brackets of main. */
static bool is_used(const char *from, const char *end)
{
	const char *comma = memchr(from, ',', (size_t)(end - from));

	return comma && (last_is_used(from, comma, end) || last_is_used(comma, end, end));
}

bool arguments_used(const char *text)
{
	static const char name[] = "main";

	for (const char *at = text; (at = find_word(at, name, strlen(name))); ) {
		const char *end;

		at += strlen(name);
		at += strspn(at, " \t");
		end = strchr(at, ')');
		if (*at == '(' && end && is_used(at + 1, end))
			return true;
	}
	return false;
}
