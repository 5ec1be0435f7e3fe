/*
 * law_form.c - see law_form.h. Linear forms have coefficients up to LAW_COEFFICIENT; a form with terms of other shapes has
 * one of them, or two products, and coefficients of 1.
 */
#include "lab/law/law_form.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lab/base/panic.h"

enum { RICHEST = 9 };   /* the weight of a form with terms that are no variables */

/* ---- Terms ---- */

static long divided(long a, long b, bool up)
{
	if (b == 0)
		return 0;
	return a / b + (up && a % b > 0);
}

static long rest(long a, long b)
{
	return b ? a % b : a;
}

long law_term_value(const struct law_term *term, const int *x)
{
	int a = x[term->a], b = term->shape == LAW_REST_OF_NUMBER ? term->b : x[term->b];

	switch (term->shape) {
	case LAW_VARIABLE:        return a;
	case LAW_PRODUCT:         return (long)a * b;
	case LAW_LEAST:           return a < b ? a : b;
	case LAW_GREATEST:        return a > b ? a : b;
	case LAW_UP:              return divided(a, b, true);
	case LAW_DOWN:            return divided(a, b, false);
	case LAW_REST_OF_PRODUCT: return rest((long)a * b, x[term->c]);
	case LAW_REST:
	case LAW_REST_OF_NUMBER:  break;
	}
	return rest(a, b);
}

int law_term_weight(const struct law_term *term)
{
	static const int weights[] = {
		[LAW_VARIABLE] = 1, [LAW_PRODUCT] = 3, [LAW_LEAST] = 4, [LAW_GREATEST] = 4, [LAW_UP] = 4, [LAW_DOWN] = 4,
		[LAW_REST] = 4, [LAW_REST_OF_PRODUCT] = 4, [LAW_REST_OF_NUMBER] = 4
	};

	return weights[term->shape];
}

static void add_term(struct law_forms *forms, enum law_shape shape, int a, int b, int c)
{
	forms->terms = realloc(forms->terms, ((size_t)forms->n_terms + 1) * sizeof *forms->terms);
	must(forms->terms);
	forms->terms[forms->n_terms++] = (struct law_term){ shape, a, b, c };
}

/* Those of two variables, and of the product of two and another. */
static void add_pair(struct law_forms *forms, int a, int b)
{
	add_term(forms, LAW_UP, a, b, 0);
	add_term(forms, LAW_DOWN, a, b, 0);
	add_term(forms, LAW_REST, a, b, 0);
	if (a > b)
		return;
	add_term(forms, LAW_PRODUCT, a, b, 0);
	add_term(forms, LAW_LEAST, a, b, 0);
	add_term(forms, LAW_GREATEST, a, b, 0);
	for (int c = 0; c < forms->n_variables; c++)
		if (c != a && c != b)
			add_term(forms, LAW_REST_OF_PRODUCT, a, b, c);
}

static void add_terms(struct law_forms *forms)
{
	int n = forms->n_variables;

	for (int a = 0; a < n; a++)
		add_term(forms, LAW_VARIABLE, a, 0, 0);
	for (int a = 0; a < n; a++)
		for (int b = 0; b < n; b++)
			if (a != b)
				add_pair(forms, a, b);
	for (int a = 0; a < n; a++)
		for (int number = 2; number <= 3; number++)
			add_term(forms, LAW_REST_OF_NUMBER, a, number, 0);
}

/* ---- Forms ---- */

static int common_divisor(int a, int b)
{
	return b ? common_divisor(b, a % b) : abs(a);
}

/* Take this form up, unless it is another one turned round, or a multiple of one. */
static void add_form(struct law_forms *forms, const struct law_form *form)
{
	int divisor = 0;

	for (int i = 0; i < form->n; i++)
		divisor = common_divisor(divisor, form->times[i]);
	if (divisor != 1 || form->times[0] < 0 || (!form->linear && form->weight > RICHEST))
		return;
	if (forms->n == forms->room) {
		forms->room = forms->room ? 2 * forms->room : 1024;
		forms->forms = realloc(forms->forms, (size_t)forms->room * sizeof *forms->forms);
		must(forms->forms);
	}
	forms->forms[forms->n++] = *form;
}

static void extend(const struct law_forms *forms, struct law_form *form, int term, int times)
{
	if (times == 0)
		return;
	form->terms[form->n] = (unsigned char)term;
	form->times[form->n++] = (signed char)times;
	form->weight += abs(times) * law_term_weight(&forms->terms[term]);
	form->linear &= forms->terms[term].shape == LAW_VARIABLE;
}

/* `form` and each sum of the variables from this one on with coefficients up to `most`. */
static void add_sums(struct law_forms *forms, struct law_form form, int variable, int most)
{
	if (variable == forms->n_variables) {
		add_form(forms, &form);
		return;
	}
	for (int times = most; times >= -most; times--) {
		struct law_form extended = form;

		extend(forms, &extended, variable, times);
		add_sums(forms, extended, variable + 1, most);
	}
}

static void add_forms(struct law_forms *forms)
{
	static const struct law_form none = { .linear = true };

	add_sums(forms, none, 0, LAW_COEFFICIENT);
	for (int i = forms->n_variables; i < forms->n_terms; i++) {
		struct law_form one = none;

		extend(forms, &one, i, 1);
		add_sums(forms, one, 0, 1);
		for (int k = i + 1; k < forms->n_terms && forms->terms[i].shape == LAW_PRODUCT; k++)
			for (int times = 1; times >= -1 && forms->terms[k].shape == LAW_PRODUCT; times -= 2) {
				struct law_form two = one;

				extend(forms, &two, k, times);
				add_sums(forms, two, 0, 1);
			}
	}
}

/* By weight, and otherwise as they are: the linear ones came first. */
static void sort_forms(struct law_forms *forms)
{
	struct law_form *sorted = malloc((size_t)forms->n * sizeof *sorted);
	int n = 0;

	must(sorted);
	for (int weight = 0; weight <= LAW_HEAVIEST; weight++) {
		for (int i = 0; i < forms->n; i++)
			if (forms->forms[i].weight == weight)
				sorted[n++] = forms->forms[i];
		forms->up_to[weight] = n;
	}
	free(forms->forms);
	forms->forms = sorted;
	forms->n = n;
}

void law_forms_make(struct law_forms *forms, int n_variables, int most_points)
{
	*forms = (struct law_forms){ .n_variables = n_variables, .most_points = most_points };
	add_terms(forms);
	add_forms(forms);
	sort_forms(forms);
	forms->values = malloc((size_t)forms->n * (size_t)most_points * sizeof *forms->values);
	must(forms->values);
}

void law_forms_free(struct law_forms *forms)
{
	free(forms->terms);
	free(forms->forms);
	free(forms->values);
}

void law_forms_add_point(struct law_forms *forms, const int *x)
{
	long values[UCHAR_MAX + 1];
	int at = forms->n_points++;

	for (int i = 0; i < forms->n_terms; i++)
		values[i] = law_term_value(&forms->terms[i], x);
	for (int i = 0; i < forms->n; i++) {
		const struct law_form *form = &forms->forms[i];
		long sum = 0;

		for (int k = 0; k < form->n; k++)
			sum += form->times[k] * values[form->terms[k]];
		sum = sum > INT_MAX ? INT_MAX : sum < INT_MIN ? INT_MIN : sum;
		forms->values[(size_t)i * (size_t)forms->most_points + (size_t)at] = (int)sum;
	}
}

struct law_atom law_form_atom(const struct law_forms *forms, const struct law_form *form, int times,
                              enum law_relation relation, long than)
{
	struct law_atom atom = { .n = form->n, .relation = relation, .than = than };

	for (int i = 0; i < form->n; i++) {
		atom.times[i] = form->times[i] * times;
		atom.terms[i] = forms->terms[form->terms[i]];
	}
	return atom;
}
