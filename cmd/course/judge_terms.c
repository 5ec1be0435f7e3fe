/* judge_terms.c - see judge_terms.h. */
#include "cmd/course/judge_terms.h"

#include <stdlib.h>
#include <string.h>

bool term_next(const char **list, struct term *term)
{
	size_t length, name;

	*list += strspn(*list, " ");
	length = strcspn(*list, " ");
	if (!length)
		return false;
	memset(term, 0, sizeof *term);
	memcpy(term->text, *list, length < sizeof term->text ? length : sizeof term->text - 1);
	*list += length;
	name = strcspn(term->text, "<>=!");
	memcpy(term->name, term->text, name);
	length = strspn(term->text + name, "<>=!");
	if (length <= 2)
		memcpy(term->sign, term->text + name, length);
	term->value = term->text + name + length;
	return true;
}

static bool number_of(const struct spec *spec, const char *text, int *value)
{
	struct problem problem = { 0 };
	bool good = value_check(spec, text, value, &problem);

	if (!good)
		free(problem.sentence);
	return good;
}

bool term_compares(const char *sign, int a, int b)
{
	return (strcmp(sign, "=") == 0 && a == b) || (strcmp(sign, "!=") == 0 && a != b) ||
	       (strcmp(sign, "<") == 0 && a < b) || (strcmp(sign, ">") == 0 && a > b) ||
	       (strcmp(sign, "<=") == 0 && a <= b) || (strcmp(sign, ">=") == 0 && a >= b);
}

static bool is_sign(const char *sign)
{
	return *sign && (term_compares(sign, 0, 0) || term_compares(sign, 0, 1) || term_compares(sign, 1, 0));
}

bool term_understands(const struct term *term, const struct pattern *pattern, struct spec *spec, int *value)
{
	return is_sign(term->sign) && spec_find(spec, pattern, term->name) && !spec->of_run &&
	       number_of(spec, term->value, value);
}
