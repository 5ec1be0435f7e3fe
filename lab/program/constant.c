/* constant.c - see constant.h: by precedence, each level in a function that reads the levels above it. */
#include "lab/program/constant.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct reading {
	const char *at;                 /* behind what was read, and blanks */
	const char *end;                /* behind what was read */
	int         depth;
	bool        bad;
};

enum { DEEPEST = 50 };

/* The binary operators, those that bind least first. */
enum { LEVELS = 6 };
static const char *const operators[LEVELS][3] = {
	{ "|" }, { "^" }, { "&" }, { "<<", ">>" }, { "+", "-" }, { "*", "/", "%" },
};

static void pass(struct reading *r, size_t n)
{
	r->end = r->at + n;
	r->at = r->end + strspn(r->end, " \t");
}

/* The least int is written as a minus before a number that is too large for one. */
static const long long MOST = (long long)INT_MAX + 1;

static long long fit(struct reading *r, long long number)
{
	r->bad |= number < INT_MIN || number > MOST;
	return r->bad ? 0 : number;
}

static long long read_level(struct reading *r, int level);

static long long read_literal(struct reading *r)
{
	char *end;
	long number;

	errno = 0;
	number = strtol(r->at, &end, 0);
	r->bad |= !isdigit((unsigned char)*r->at) || errno || isalnum((unsigned char)*end) || *end == '_' || *end == '.';
	if (r->bad)
		return 0;
	pass(r, (size_t)(end - r->at));
	return fit(r, number);
}

static long long read_one(struct reading *r)
{
	char sign = *r->at;
	long long number;

	if (++r->depth > DEEPEST)
		r->bad = true;
	if (r->bad)
		return 0;
	if (sign == '(') {
		pass(r, 1);
		number = read_level(r, 0);
		r->bad |= *r->at != ')';
		if (!r->bad)
			pass(r, 1);
	} else if (sign == '-' || sign == '+' || sign == '~') {
		pass(r, 1);
		number = read_one(r);
		number = sign == '-' ? -number : sign == '~' ? ~number : number;
	} else {
		number = read_literal(r);
	}
	r->depth--;
	return fit(r, number);
}

static long long apply(struct reading *r, char operator, long long a, long long b)
{
	bool shift = operator == '<' || operator == '>';

	r->bad |= ((operator == '/' || operator == '%') && b == 0) || (shift && (b < 0 || b > 31 || a < 0));
	if (r->bad)
		return 0;
	switch (operator) {
	case '|': return a | b;
	case '^': return a ^ b;
	case '&': return a & b;
	case '<': return a << b;
	case '>': return a >> b;
	case '+': return a + b;
	case '-': return a - b;
	case '*': return a * b;
	case '/': return a / b;
	default:  return a % b;
	}
}

/* The operator of this level that comes next; NULL for none. "||", "/" before a comment and their like are others. */
static const char *operator_at(const struct reading *r, int level)
{
	for (int i = 0; i < 3 && operators[level][i]; i++) {
		const char *text = operators[level][i];
		size_t n = strlen(text);

		if (strncmp(r->at, text, n) != 0 || (n == 1 && r->at[1] == *text && (*text == '|' || *text == '&')))
			continue;
		if (*text == '/' && (r->at[1] == '/' || r->at[1] == '*'))
			continue;
		return text;
	}
	return NULL;
}

static long long read_level(struct reading *r, int level)
{
	long long number = level + 1 < LEVELS ? read_level(r, level + 1) : read_one(r);
	const char *text;

	while (!r->bad && (text = operator_at(r, level)) != NULL) {
		pass(r, strlen(text));
		number = fit(r, apply(r, *text, number, level + 1 < LEVELS ? read_level(r, level + 1) : read_one(r)));
	}
	return number;
}

bool constant_read(const char *at, int *number, const char **end)
{
	struct reading r = { .at = at, .end = at };
	long long found = read_level(&r, 0);

	if (r.bad || found == MOST)
		return false;
	*number = (int)found;
	*end = r.end;
	return true;
}
