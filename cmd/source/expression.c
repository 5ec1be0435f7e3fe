/* expression.c - see expression.h. */
#include "cmd/source/expression.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What is being read. */
struct reader {
	const struct constants *constants;
	const char             *at, *end;
};

static const struct known unknown;

static struct known value_of(long value)
{
	return (struct known){ true, value };
}

void constants_add(struct constants *constants, const char *name, size_t length, long value)
{
	if (constants->n < MOST_CONSTANTS)
		constants->at[constants->n++] = (struct constant){ name, length, value };
}

size_t name_at(const char *at, const char *end)
{
	size_t n = 0;

	if (at < end && isdigit((unsigned char)*at))
		return 0;
	while (at + n < end && (isalnum((unsigned char)at[n]) || at[n] == '_'))
		n++;
	return n;
}

static void skip_blanks(struct reader *r)
{
	while (r->at < r->end && isspace((unsigned char)*r->at))
		r->at++;
}

/* Is `sign` next? Then go past it. "<" is not the beginning of "<=". */
static bool take(struct reader *r, const char *sign)
{
	size_t n = strlen(sign);

	skip_blanks(r);
	if ((size_t)(r->end - r->at) < n || strncmp(r->at, sign, n) != 0)
		return false;
	if (n == 1 && strchr("<>=!&|+-", *sign) && r->at + 1 < r->end &&
	    (r->at[1] == '=' || r->at[1] == *sign))
		return false;
	r->at += n;
	return true;
}

static struct known ternary(struct reader *);

static struct known constant_called(const struct reader *r, const char *name, size_t length)
{
	for (int i = r->constants->n - 1; i >= 0; i--) {
		const struct constant *c = &r->constants->at[i];

		if (c->length == length && strncmp(c->name, name, length) == 0)
			return value_of(c->value);
	}
	return unknown;
}

/* The arguments of a call: whatever they are. */
static void skip_arguments(struct reader *r)
{
	int depth = 1;

	for (; r->at < r->end && depth > 0; r->at++)
		depth += (*r->at == '(') - (*r->at == ')');
}

static struct known setting_at(const struct reader *r, struct known index)
{
	if (!index.is_known || index.value < 0 || index.value >= r->constants->n_values)
		return unknown;
	return value_of(r->constants->values[index.value]);
}

/* NAME, a->b->NAME, p[INDEX], a->p[INDEX], call(...), and steps of one behind them. */
static struct known named(struct reader *r)
{
	const char *name = r->at;
	size_t length = name_at(r->at, r->end);
	struct known known = constant_called(r, name, length);

	r->at += length;
	for (;;) {
		bool is_p = length == 1 && *name == 'p';

		if (take(r, "->") || take(r, ".")) {
			skip_blanks(r);
			name = r->at;
			length = name_at(name, r->end);
			r->at += length;
			known = unknown;
		} else if (take(r, "[")) {
			struct known index = ternary(r);

			known = is_p ? setting_at(r, index) : unknown;
			length = 0;
			if (!take(r, "]"))
				return unknown;
		} else if (take(r, "(")) {
			skip_arguments(r);
			known = unknown;
		} else if (take(r, "++") || take(r, "--")) {
			known = unknown;
		} else {
			return known;
		}
	}
}

static struct known unary(struct reader *r)
{
	struct known known;
	char *end;

	skip_blanks(r);
	if (take(r, "!")) {
		known = unary(r);
		return known.is_known ? value_of(!known.value) : unknown;
	}
	if (take(r, "-")) {
		known = unary(r);
		return known.is_known ? value_of(-known.value) : unknown;
	}
	if (take(r, "(")) {
		known = ternary(r);
		return take(r, ")") ? known : unknown;
	}
	if (r->at < r->end && isdigit((unsigned char)*r->at)) {
		known = value_of(strtol(r->at, &end, 10));
		r->at = end;
		return known;
	}
	return name_at(r->at, r->end) ? named(r) : unknown;
}

static struct known calculate(struct known a, int sign, struct known b)
{
	if (!a.is_known || !b.is_known)
		return unknown;
	switch (sign) {
	case '*': return value_of(a.value * b.value);
	case '/': return b.value ? value_of(a.value / b.value) : unknown;
	case '%': return b.value ? value_of(a.value % b.value) : unknown;
	case '+': return value_of(a.value + b.value);
	case '-': return value_of(a.value - b.value);
	case '<': return value_of(a.value < b.value);
	case '>': return value_of(a.value > b.value);
	case 'l': return value_of(a.value <= b.value);
	case 'g': return value_of(a.value >= b.value);
	case '=': return value_of(a.value == b.value);
	case '!': return value_of(a.value != b.value);
	}
	return unknown;
}

/* The signs that bind alike, the tightest first. */
struct sign {
	const char *text;
	int         does;
	int         level;
};

static const struct sign signs[] = {
	{ "*", '*', 0 }, { "/", '/', 0 }, { "%", '%', 0 }, { "+", '+', 1 }, { "-", '-', 1 }, { "<=", 'l', 2 },
	{ ">=", 'g', 2 }, { "<", '<', 2 }, { ">", '>', 2 }, { "==", '=', 3 }, { "!=", '!', 3 },
};

static struct known binary(struct reader *r, int level)
{
	struct known known = level < 0 ? unary(r) : binary(r, level - 1);
	size_t i = 0;

	while (level >= 0 && i < sizeof signs / sizeof *signs)
		if (signs[i].level == level && take(r, signs[i].text)) {
			known = calculate(known, signs[i].does, binary(r, level - 1));
			i = 0;
		} else {
			i++;
		}
	return known;
}

static struct known all_of(struct reader *r)
{
	struct known known = binary(r, 3);

	while (take(r, "&&")) {
		struct known right = binary(r, 3);
		bool is_no = (known.is_known && !known.value) || (right.is_known && !right.value);

		known = is_no ? value_of(0) : known.is_known && right.is_known ? value_of(1) : unknown;
	}
	return known;
}

static struct known any_of(struct reader *r)
{
	struct known known = all_of(r);

	while (take(r, "||")) {
		struct known right = all_of(r);
		bool is_yes = (known.is_known && known.value) || (right.is_known && right.value);

		known = is_yes ? value_of(1) : known.is_known && right.is_known ? value_of(0) : unknown;
	}
	return known;
}

static struct known ternary(struct reader *r)
{
	struct known known = any_of(r), yes, no;

	if (!take(r, "?"))
		return known;
	yes = ternary(r);
	no = take(r, ":") ? ternary(r) : unknown;
	return !known.is_known ? unknown : known.value ? yes : no;
}

struct known expression(const struct constants *constants, const char **at, const char *end)
{
	struct reader reader = { constants, *at, end };
	struct known known = ternary(&reader);

	skip_blanks(&reader);
	*at = reader.at;
	return known;
}
