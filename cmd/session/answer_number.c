/* answer_number.c - see answer_number.h. */
#include "cmd/session/answer_number.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { MOST_DIGITS = 15 };

static bool is_word(const char *word, size_t length, const char *is)
{
	return strlen(is) == length && strncasecmp(word, is, length) == 0;
}

/* Cut the next word of letters off the text, and what stands before it. */
static bool next_word(const char **text, const char **word, size_t *length)
{
	while (**text && !isalpha((unsigned char)**text))
		++*text;
	*word = *text;
	while (isalpha((unsigned char)**text))
		++*text;
	*length = (size_t)(*text - *word);
	return *length > 0;
}

/* ---- Units ---- */

/* How many milliseconds the word stands for; 0 when it is no unit of time. */
static long unit_of(const char *word, size_t length)
{
	static const struct { const char *name; long ms; } units[] = {
		{ "ms", 1 }, { "msec", 1 }, { "millisecond", 1 }, { "milliseconds", 1 },
		{ "s", 1000 }, { "sec", 1000 }, { "secs", 1000 }, { "second", 1000 }, { "seconds", 1000 },
	};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (is_word(word, length, units[i].name))
			return units[i].ms;
	return 0;
}

/* The unit that the question asks for: the last that it names; 0 for none. */
static long unit_asked(const char *asked)
{
	const char *word;
	size_t length;
	long unit = 0;

	while (asked && next_word(&asked, &word, &length))
		if (unit_of(word, length))
			unit = unit_of(word, length);
	return unit;
}

/* ---- Words behind a number ---- */

static size_t without_s(const char *word, size_t length)
{
	return length > 1 && tolower((unsigned char)word[length - 1]) == 's' ? length - 1 : length;
}

/* Does it stand in the question, perhaps in the plural? */
static bool is_asked_for(const char *asked, const char *word, size_t length)
{
	const char *other;
	size_t n;

	length = without_s(word, length);
	while (asked && next_word(&asked, &other, &n))
		if (without_s(other, n) == length && strncasecmp(other, word, length) == 0)
			return true;
	return false;
}

/* Words that join a number to another one: then it is not clear which is meant. */
static bool joins(const char *word, size_t length)
{
	return is_word(word, length, "or") || is_word(word, length, "and") || is_word(word, length, "to") ||
	       is_word(word, length, "not");
}

static bool are_asked_for(const char *asked, const char *words)
{
	const char *word;
	size_t length;

	if (words[strcspn(words, "0123456789")])
		return false;
	while (next_word(&words, &word, &length))
		if (joins(word, length) || !is_asked_for(asked, word, length))
			return false;
	return true;
}

/* ---- Digits ---- */

/* Digits, perhaps with their thousands apart: "1,700". The value, or -1. */
static long whole_number(const char **text)
{
	const char *at = *text;
	long value = 0;
	int n = 0;

	for (;; at++) {
		bool comma = *at == ',' && n > 0 && strspn(at + 1, "0123456789") == 3;

		if (comma)
			continue;
		if (!isdigit((unsigned char)*at) || ++n > MOST_DIGITS)
			break;
		value = value * 10 + (*at - '0');
	}
	*text = at;
	return n && n <= MOST_DIGITS ? value : -1;
}

/* ".75" as thousandths; 0 where there are none, -1 when they are finer. */
static long thousandths(const char **text)
{
	long value = 0, place = 100;
	const char *at = *text;

	if (*at != '.' || !isdigit((unsigned char)at[1]))
		return 0;
	for (at++; isdigit((unsigned char)*at); at++, place /= 10)
		value = *at != '0' && !place ? -1 : value < 0 ? -1 : value + (*at - '0') * place;
	*text = at;
	return value;
}

/* A value in thousandths of `unit`, in the unit asked for, or -1. */
static long in_unit(long value, long unit, long asked)
{
	if (value > (1L << 40) || !asked)
		return -1;
	value *= unit;
	return value % (1000 * asked) ? -1 : value / (1000 * asked);
}

static bool read_digits(const char *asked, const char *typed, struct buf *answer)
{
	long value, fraction;
	const char *word;
	size_t length;

	typed += strspn(typed, "=~ ");
	value = whole_number(&typed);
	fraction = thousandths(&typed);
	if (value < 0 || fraction < 0 || value > (1L << 40))
		return false;
	typed += strspn(typed, " ");
	for (length = 0; isalpha((unsigned char)typed[length]); length++)
		;
	word = typed;
	if (length && !typed[length] && unit_of(word, length))
		value = in_unit(1000 * value + fraction, unit_of(word, length), unit_asked(asked));
	else if (fraction || !are_asked_for(asked, word))
		return false;
	if (value < 0)
		return false;
	buf_printf(answer, "%ld", value);
	return true;
}

/* ---- Words ---- */

/* The number that the words begin with, and what follows; or -1. */
static int number_word(const char **words)
{
	static const char *const said[] = {
		"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
		"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"
	};
	static const char *const nothing[] = { "none", "nobody", "no one", "noone", "nothing", "nil" };
	size_t n = strcspn(*words, " ");

	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
		size_t length = strlen(nothing[i]);

		if (strncasecmp(*words, nothing[i], length) == 0 && !isalpha((unsigned char)(*words)[length])) {
			*words += length;
			return 0;
		}
	}
	for (int i = 0; i < (int)(sizeof said / sizeof *said); i++)
		if (is_word(*words, n, said[i])) {
			*words += n;
			return i;
		}
	return -1;
}

bool number_read(const char *asked, const char *typed, struct buf *answer)
{
	struct buf bare = { 0 };
	const char *rest;
	size_t length = strlen(typed);
	bool read = true;
	int number;

	while (length && strchr(".:,;)!? ", typed[length - 1]))
		length--;
	buf_add(&bare, typed, length);
	rest = buf_text(&bare);
	number = number_word(&rest);
	if (number >= 0 && are_asked_for(asked, rest))
		buf_printf(answer, "%d", number);
	else
		read = read_digits(asked, buf_text(&bare), answer);
	buf_free(&bare);
	return read;
}
