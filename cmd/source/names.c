/* names.c - see names.h. */
#include "cmd/source/names.h"

#include <ctype.h>
#include <string.h>

/* "enum { A, B = 3 };" */
static void add_enumerators(struct constants *constants, const char *at, const char *end)
{
	long next = 0;

	while (at < end && *at != '{')
		at++;
	for (at++; at < end && *at != '}';) {
		const char *name = at;
		size_t length = name_at(at, end);

		at += length ? length : 1;
		if (!length)
			continue;
		while (at < end && isspace((unsigned char)*at))
			at++;
		if (at < end && *at == '=') {
			struct known known = (at++, expression(constants, &at, end));

			next = known.value;
		}
		constants_add(constants, name, length, next++);
	}
}

void names_add_enums(struct constants *constants, const struct code *code)
{
	for (int i = 0; i < code->n; i++)
		if (code_begins(&code->lines[i], "enum {"))
			add_enumerators(constants, code->lines[i].text, strchr(code->lines[i].text, ';'));
}

/* Is what stands before `at` a `&` or a step of one? */
static bool is_seized(const char *from, const char *at)
{
	return at - from >= 2 && ((at[-1] == '&' && at[-2] != '&') || (at[-1] == '+' && at[-2] == '+') ||
	                          (at[-1] == '-' && at[-2] == '-'));
}

static bool is_assigned(const char *after)
{
	after += strspn(after, " ");
	if (after[0] == '=')
		return after[1] != '=';
	return (after[0] && strchr("+-*/%", after[0]) && after[1] == '=') || strncmp(after, "++", 2) == 0 ||
	       strncmp(after, "--", 2) == 0;
}

/* Does something in from .. end but the place where it is declared give this name another value? */
static bool is_changed(const char *from, const char *end, const char *name, size_t length)
{
	for (const char *at = from; at < end;) {
		size_t n = name_at(at, end);

		if (n == length && at != name && strncmp(at, name, n) == 0 &&
		    (is_seized(from, at) || is_assigned(at + n)))
			return true;
		at += n ? n : 1;
	}
	return false;
}

/* Does the function leave this name as it is declared? */
static bool stays(const struct code *code, const struct function *f, const char *name, size_t length)
{
	return !is_changed(code->lines[f->head].text, code_end(&code->lines[f->last]), name, length);
}

bool names_add_locals(struct constants *constants, const struct code *code, const struct function *f, int i,
                      struct known *only)
{
	struct code_line line = code_body(&code->lines[i]);
	const char *at = line.text, *end = code_end(&line);
	bool is_bool = code_begins(&line, "bool ");

	*only = (struct known){ false, 0 };
	if (!is_bool && !code_begins(&line, "int "))
		return false;
	for (at += is_bool ? 5 : 4; at < end; at += *at == ',') {
		const char *name = (at += strspn(at, " "));
		size_t length = name_at(at, end);
		struct known known = { false, 0 };

		at += length;
		at += strspn(at, " ");
		if (*at == '=') {
			at++;
			known = expression(constants, &at, end);
		}
		if (!length || (*at != ',' && *at != ';'))
			break;
		if (!known.is_known || !stays(code, f, name, length))
			continue;
		constants_add(constants, name, length, known.value);
		*only = known;
	}
	return is_bool && only->is_known;
}
