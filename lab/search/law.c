/*
 * law.c - see law.h. Every linear form is tried; for each the constant follows from the points. Bounds are drawn around
 * the points where the law holds; those that nothing needs are dropped again.
 */
#include "lab/search/law.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static long sum(const int *times, const int *x, int n)
{
	long total = 0;

	for (int i = 0; i < n; i++)
		total += (long)times[i] * x[i];
	return total;
}

static bool is_within(const struct law *law, const int *x, int n)
{
	for (int i = 0; i < n; i++) {
		const struct law_bound *bound = &law->bounds[i];

		if ((bound->above && x[i] <= bound->over) || (bound->below && x[i] >= bound->under))
			return false;
	}
	return true;
}

bool law_holds(const struct law *law, const int *x, int n_variables)
{
	return sum(law->times, x, n_variables) > law->than && is_within(law, x, n_variables);
}

/* ---- Linear forms ---- */

/* The constant nearest to zero for which the law separates the points within its bounds. False when there is none. */
static bool fit(const struct law_point *points, int n, int n_variables, struct law *law)
{
	long most = LONG_MIN, least = LONG_MAX;         /* of those where it does not hold; where it does */

	for (int i = 0; i < n; i++) {
		long total = sum(law->times, points[i].x, n_variables);

		if (!is_within(law, points[i].x, n_variables))
			continue;
		if (points[i].holds)
			least = total < least ? total : least;
		else
			most = total > most ? total : most;
		if (most >= least)
			return false;
	}
	law->than = (int)(most > 0 ? most : least - 1 < 0 ? least - 1 : 0);
	return true;
}

static bool is_equal(const struct law_bound *bound)
{
	return bound->above && bound->below && bound->under - bound->over == 2;
}

static bool is_bounded(const struct law *law)
{
	for (int i = 0; i < LAW_VARIABLES; i++)
		if (law->bounds[i].above || law->bounds[i].below)
			return true;
	return false;
}

static int weight(const struct law *law)
{
	int total = 0;

	for (int i = 0; i < LAW_VARIABLES; i++) {
		const struct law_bound *bound = &law->bounds[i];

		total += abs(law->times[i]) + (is_equal(bound) ? 1 : bound->above + bound->below);
	}
	return total;
}

/* Less than zero: `a` is the simpler. */
static int compare(const struct law *a, const struct law *b)
{
	if (weight(a) != weight(b))
		return weight(a) - weight(b);
	return abs(a->than) - abs(b->than);
}

/* The next form, as one counts. False after the last. */
static bool next_form(struct law *law, int n_variables)
{
	for (int i = n_variables - 1; i >= 0; i--) {
		if (law->times[i] < LAW_COEFFICIENT) {
			law->times[i]++;
			return true;
		}
		law->times[i] = -LAW_COEFFICIENT;
	}
	return false;
}

/* The simplest linear form for the points within the bounds of `law`, and with them. False when there is none. */
static bool find_linear(const struct law_point *points, int n, int n_variables, struct law *law, int *others)
{
	struct law tried = *law;
	bool found = false;

	*others = 0;
	for (int i = 0; i < n_variables; i++)
		tried.times[i] = -LAW_COEFFICIENT;
	do {
		if (!fit(points, n, n_variables, &tried))
			continue;
		if (!found || compare(&tried, law) < 0) {
			*law = tried;
			*others = 0;
			found = true;
		} else if (compare(&tried, law) == 0) {
			*law = tried;           /* earlier variables count more: later forms have more of them */
			++*others;
		}
	} while (next_form(&tried, n_variables));
	return found;
}

/* ---- Bounds ---- */

static bool separates(const struct law_point *points, int n, int n_variables, const struct law *law)
{
	for (int i = 0; i < n; i++)
		if (law_holds(law, points[i].x, n_variables) != points[i].holds)
			return false;
	return true;
}

/* The bound around all values of x[i] where the law holds; no bound on a side that has no other points. */
static struct law_bound bound_of(const struct law_point *points, int n, int i)
{
	struct law_bound bound = { 0 };
	int least = INT_MAX, most = INT_MIN;

	for (int k = 0; k < n; k++)
		if (points[k].holds) {
			least = points[k].x[i] < least ? points[k].x[i] : least;
			most = points[k].x[i] > most ? points[k].x[i] : most;
		}
	for (int k = 0; k < n; k++) {
		int x = points[k].x[i];

		if (x < least && (!bound.above || x > bound.over))
			bound.over = x;
		bound.above |= x < least;
		bound.below |= x > most;
	}
	bound.under = bound.below ? most + 1 : 0;
	return bound;
}

/* Drop what the law does not need. What is left of one value is `= 0` rather than `< 1`. */
static void simplify(const struct law_point *points, int n, int n_variables, struct law *law)
{
	for (int i = 0; i < n_variables; i++) {
		struct law_bound *bound = &law->bounds[i];
		bool least_only = bound->below && !bound->above;

		if (bound->above) {
			bound->above = false;
			bound->above = !separates(points, n, n_variables, law);
		}
		if (bound->below) {
			bound->below = false;
			bound->below = !separates(points, n, n_variables, law);
		}
		for (int k = 0; k < n && least_only; k++)
			least_only = !points[k].holds || points[k].x[i] == bound->under - 1;
		if (least_only && bound->below) {
			bound->above = true;
			bound->over = bound->under - 2;
		}
	}
}

/* Bounds, with a linear form where they do not separate all. False when nothing does. */
static bool find_bounded(const struct law_point *points, int n, int n_variables, struct law *law, int *others)
{
	*law = (struct law){ .than = -1 };
	*others = 0;
	for (int i = 0; i < n_variables; i++)
		law->bounds[i] = bound_of(points, n, i);
	if (!separates(points, n, n_variables, law) && !find_linear(points, n, n_variables, law, others))
		return false;
	simplify(points, n, n_variables, law);
	return true;
}

/* ---- Both ---- */

static bool all_alike(const struct law_point *points, int n)
{
	for (int i = 1; i < n; i++)
		if (points[i].holds != points[0].holds)
			return false;
	return true;
}

enum law_answer law_find(const struct law_point *points, int n, int n_variables, struct law *law, int *others)
{
	struct law bounded;
	bool found;
	int more;

	*others = 0;
	if (n == 0 || all_alike(points, n))
		return n && points[0].holds ? LAW_ALWAYS : LAW_NEVER;
	*law = (struct law){ 0 };
	found = find_linear(points, n, n_variables, law, others);
	if (!find_bounded(points, n, n_variables, &bounded, &more))
		return found ? LAW_FOUND : LAW_NONE;
	if (!found || weight(&bounded) < weight(law)) {
		*law = bounded;
		*others = more;
	} else if (weight(&bounded) == weight(law) && weight(law) > 1 && is_bounded(&bounded)) {
		++*others;              /* of weight 1, or without bounds, they say the same */
	}
	return LAW_FOUND;
}

/* ---- In words ---- */

static void add_term(struct buf *out, int times, const char *name, bool first)
{
	buf_adds(out, first ? "" : " + ");
	if (times != 1)
		buf_printf(out, "%d x ", times);
	buf_adds(out, name);
}

/* The terms whose coefficients have this sign, and a constant. Returns how many. */
static void add_side(struct buf *out, const struct law *law, const char *const *names, int n, int sign, int constant)
{
	bool first = true;

	for (int i = 0; i < n; i++)
		if (law->times[i] * sign > 0) {
			add_term(out, law->times[i] * sign, names[i], first);
			first = false;
		}
	if (first || constant > 0)
		buf_printf(out, "%s%d", first ? "" : " + ", constant);
}

static void add_bound(struct buf *out, const struct law_bound *bound, const char *name, bool *first)
{
	const char *and = *first ? "" : " and ";

	if (is_equal(bound))
		buf_printf(out, "%s%s = %d", and, name, bound->over + 1);
	else if (bound->above && bound->below)
		buf_printf(out, "%s%s > %d and %s < %d", and, name, bound->over, name, bound->under);
	else if (bound->above)
		buf_printf(out, "%s%s > %d", and, name, bound->over);
	else if (bound->below)
		buf_printf(out, "%s%s < %d", and, name, bound->under);
	*first &= !bound->above && !bound->below;
}

void law_print(struct buf *out, const struct law *law, const char *const *names, int n_variables)
{
	bool first = true;

	for (int i = 0; i < n_variables; i++)
		first &= law->times[i] == 0;
	if (!first) {
		add_side(out, law, names, n_variables, 1, law->than < 0 ? -law->than : 0);
		buf_adds(out, " > ");
		add_side(out, law, names, n_variables, -1, law->than > 0 ? law->than : 0);
	}
	for (int i = 0; i < n_variables; i++)
		add_bound(out, &law->bounds[i], names[i], &first);
}
