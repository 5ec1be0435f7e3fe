/*
 * law_text.h - what a law states, "deadlock always iff jobs > workers + buffer", and whether it holds for some
 * settings.
 *
 *     statement:   VERDICT always|possible iff condition
 *     condition:   both { or both }         both: compared { and compared }
 *     compared:    sum [ < | <= | > | >= | = sum ]
 *     sum:         product { + | - product }
 *     product:     atom { x | / | mod atom }        atom: NUMBER | SETTING | SETTING=WORD | ( condition )
 *
 * Words stand apart but for the brackets; what is true counts as 1.
 */
#ifndef TESTS_LAW_TEXT_H
#define TESTS_LAW_TEXT_H

#include "tests/verdicts.h"

struct statement {
	enum verdict verdict;
	bool         always;
	const char  *condition;
};

static inline struct statement read_statement(int number, const char *text)
{
	char word[40] = "", how[40] = "";
	struct statement statement;
	int used = 0;

	sscanf(text, "%39s %39s iff %n", word, how, &used);
	statement.verdict = verdict_called(number, word);
	statement.always = !strcmp(how, "always");
	if (!used || (!statement.always && strcmp(how, "possible") != 0))
		wrong_line(number, "a law is 'VERDICT always|possible iff CONDITION'", text);
	statement.condition = text + used;
	return statement;
}

/* ---- Conditions ---- */

struct reckoning {
	const struct pattern *pattern;
	const int            *values;           /* of its settings */
	const char           *at;
};

static inline int reckon_condition(struct reckoning *);

/* Is this the next word? Then step behind it. */
static inline bool reckon_word(struct reckoning *r, const char *word)
{
	size_t length = strlen(word);

	while (*r->at == ' ')
		r->at++;
	if (strncmp(r->at, word, length) != 0 || !strchr(" ()", r->at[length]))
		return false;
	r->at += length;
	return true;
}

static inline bool reckon_bracket(struct reckoning *r, char bracket)
{
	while (*r->at == ' ')
		r->at++;
	if (*r->at != bracket)
		return false;
	r->at++;
	return true;
}

/* "jobs", "variant=nested" or "12" */
static inline int reckon_name(struct reckoning *r)
{
	char name[80] = "", *word;
	int used = 0, i;

	sscanf(r->at, " %79[^ ()]%n", name, &used);
	r->at += used;
	if (isdigit((unsigned char)name[0]))
		return atoi(name);
	word = strchr(name, '=');
	if (word)
		*word = '\0';
	i = setting_called(r->pattern, name);
	return word ? r->values[i] == value_called(&r->pattern->settings[i], word + 1) : r->values[i];
}

static inline int reckon_atom(struct reckoning *r)
{
	int value;

	if (!reckon_bracket(r, '('))
		return reckon_name(r);
	value = reckon_condition(r);
	if (!reckon_bracket(r, ')'))
		wrong_test("closing bracket at", r->at);
	return value;
}

static inline int reckon_product(struct reckoning *r)
{
	int value = reckon_atom(r), by;

	for (;;)
		if (reckon_word(r, "x")) {
			value *= reckon_atom(r);
		} else if (reckon_word(r, "/")) {
			by = reckon_atom(r);
			value = by ? value / by : 0;
		} else if (reckon_word(r, "mod")) {
			by = reckon_atom(r);
			value = by ? value % by : value;
		} else {
			return value;
		}
}

static inline int reckon_sum(struct reckoning *r)
{
	int value = reckon_product(r);

	for (;;)
		if (reckon_word(r, "+"))
			value += reckon_product(r);
		else if (reckon_word(r, "-"))
			value -= reckon_product(r);
		else
			return value;
}

static inline int reckon_compared(struct reckoning *r)
{
	int left = reckon_sum(r);

	if (reckon_word(r, "<"))
		return left < reckon_sum(r);
	if (reckon_word(r, "<="))
		return left <= reckon_sum(r);
	if (reckon_word(r, ">"))
		return left > reckon_sum(r);
	if (reckon_word(r, ">="))
		return left >= reckon_sum(r);
	if (reckon_word(r, "="))
		return left == reckon_sum(r);
	return left;
}

static inline int reckon_both(struct reckoning *r)
{
	int value = reckon_compared(r), other;

	while (reckon_word(r, "and")) {
		other = reckon_compared(r);
		value = value && other;
	}
	return value;
}

static inline int reckon_condition(struct reckoning *r)
{
	int value = reckon_both(r), other;

	while (reckon_word(r, "or")) {
		other = reckon_both(r);
		value = value || other;
	}
	return value;
}

/* Does the condition hold for these values of the pattern's settings? */
static inline bool condition_holds(const char *condition, const struct pattern *pattern, const int *values)
{
	struct reckoning r = { pattern, values, condition };
	int value = reckon_condition(&r);

	if (*r.at)
		wrong_test("end of a law at", r.at);
	return value;
}

#endif
